using System.Buffers;

namespace Jobvite.Client;

/// <summary>
/// Lends buffers for answers. Large ones come from a pool of their own that keeps one of each size: the shared pool would keep one for every
/// thread that ever had one.
/// </summary>
internal static class AnswerBuffers
{
    /// <summary>Larger than nearly every page of 500 records: what needs more waits for its turn (<see cref="LargeAnswers"/>).</summary>
    public const int UsualSize = 4 * 1024 * 1024;

    private static readonly ArrayPool<byte> Large = ArrayPool<byte>.Create(maxArrayLength: 32 * 1024 * 1024, maxArraysPerBucket: 1);

    public static byte[] Rent(int size) => For(size).Rent(size);

    /// <param name="buffer">Rented here.</param>
    /// <param name="used">How much of it was written to: candidates' data must not lie about in a buffer that the next borrower sees.</param>
    public static void Return(byte[] buffer, int used)
    {
        buffer.AsSpan(0, used).Clear();
        For(buffer.Length).Return(buffer);
    }

    private static ArrayPool<byte> For(int size) => size <= UsualSize ? ArrayPool<byte>.Shared : Large;
}
