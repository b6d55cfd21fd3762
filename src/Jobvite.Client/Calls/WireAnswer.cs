namespace Jobvite.Client;

/// <summary>An answer read to its end. Its body is a rented buffer: dispose it when the records are parsed.</summary>
internal sealed class WireAnswer(int status, Uri? location, TimeSpan? retryAfter, byte[]? rented, int length) : IDisposable
{
    private byte[]? _rented = rented;

    public int Status { get; } = status;

    public Uri? Location { get; } = location;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    public ReadOnlyMemory<byte> Body { get; private set; } = rented is null ? default : rented.AsMemory(0, length);

    /// <summary>The top level of the body, once it was found to be a success.</summary>
    public AnswerRoot? Root { get; set; }

    public WireAnswer With(byte[] opened) => new(Status, Location, RetryAfter, null, 0) { Body = opened };

    public void Dispose()
    {
        Body = default;
        if (Interlocked.Exchange(ref _rented, null) is { } buffer)
        {
            AnswerBuffers.Return(buffer, length);
        }
    }
}
