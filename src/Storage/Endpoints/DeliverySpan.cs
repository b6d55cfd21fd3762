using System.Buffers;
using System.Collections.Immutable;

namespace Jobvite.Storage;

/// <summary>What was delivered at the first attempt between two places of the feed.</summary>
/// <param name="First">The first place that was looked at.</param>
/// <param name="Last">The last.</param>
/// <param name="Types">Those that were sent; empty: all.</param>
/// <param name="StartedAt">When the first request began.</param>
/// <param name="EndedAt">When the last one ended.</param>
/// <param name="Items">In the order of the feed.</param>
public sealed record DeliverySpan(
    long First, long Last, ImmutableArray<string> Types, DateTimeOffset StartedAt, DateTimeOffset EndedAt, IReadOnlyList<SpanItem> Items)
{
    public long TotalMilliseconds => Items.Sum(item => (long)item.Milliseconds);

    /// <summary>Four numbers of seven bits a byte for each item: steps from place to place, milliseconds since the beginning, how long it took, status.</summary>
    internal byte[] Pack()
    {
        var bytes = new ArrayBufferWriter<byte>((Items.Count * 5) + 1);
        var before = First - 1;
        foreach (var item in Items)
        {
            Write(bytes, item.Position - before);
            Write(bytes, Math.Max(0, (long)(item.At - StartedAt).TotalMilliseconds));
            Write(bytes, item.Milliseconds);
            Write(bytes, item.Status);
            before = item.Position;
        }

        return bytes.WrittenSpan.ToArray();
    }

    internal static List<SpanItem> Unpack(long first, DateTimeOffset startedAt, ReadOnlySpan<byte> bytes)
    {
        List<SpanItem> items = [];
        var before = first - 1;
        while (!bytes.IsEmpty)
        {
            before += Read(ref bytes);
            items.Add(new SpanItem(before, startedAt.AddMilliseconds(Read(ref bytes)), (int)Read(ref bytes), (int)Read(ref bytes)));
        }

        return items;
    }

    private static void Write(ArrayBufferWriter<byte> bytes, long number)
    {
        var rest = (ulong)number;
        var span = bytes.GetSpan(10);
        var length = 0;
        for (; rest >= 0x80; rest >>= 7)
        {
            span[length++] = (byte)(rest | 0x80);
        }

        span[length++] = (byte)rest;
        bytes.Advance(length);
    }

    private static long Read(ref ReadOnlySpan<byte> bytes)
    {
        var (number, shift) = (0UL, 0);
        while (true)
        {
            var one = bytes[0];
            bytes = bytes[1..];
            number |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80)
            {
                return (long)number;
            }

            shift += 7;
        }
    }
}

/// <summary>One delivery.</summary>
/// <param name="Position">The change's place.</param>
/// <param name="At">When the request began.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Status">Of the answer.</param>
public readonly record struct SpanItem(long Position, DateTimeOffset At, int Milliseconds, int Status);
