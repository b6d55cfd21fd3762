using System.Buffers;
using System.Collections.Concurrent;

namespace Jobvite.Sandbox;

/// <summary>Keeps the megabyte that a page needs for the next page.</summary>
internal sealed class BufferShelf
{
    private readonly ConcurrentBag<ArrayBufferWriter<byte>> _idle = [];

    public ArrayBufferWriter<byte> Rent() => _idle.TryTake(out var buffer) ? buffer : new ArrayBufferWriter<byte>(64 * 1024);

    public void Return(ArrayBufferWriter<byte> buffer)
    {
        buffer.ResetWrittenCount();
        _idle.Add(buffer);
    }
}
