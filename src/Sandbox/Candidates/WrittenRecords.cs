using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;

namespace Jobvite.Sandbox;

/// <summary>
/// Keeps records as they were written, while there is room: whoever reads a list again and again should wait for the reader
/// under test and not for the sandbox. A record is written again when the person or the quirks changed.
/// </summary>
internal sealed class WrittenRecords(SandboxWorld world, RecordRoom room)
{
    private readonly ConcurrentDictionary<CandidateEntry, Kept> _kept = new();

    /// <summary>Makes a writer for one answer; it is for one thread.</summary>
    public Action<Utf8JsonWriter, CandidateEntry> Writer(SandboxQuirks quirks)
    {
        var writer = new CandidateWriter(world, quirks);
        var buffer = new ArrayBufferWriter<byte>(4096);
        return (json, entry) =>
        {
            var person = world.People.Owner(entry);
            var change = world.People.Change(person);
            if (_kept.TryGetValue(entry, out var kept) && kept.Person == person && ReferenceEquals(kept.Change, change) && ReferenceEquals(kept.Quirks, quirks))
            {
                json.WriteRawValue(kept.Bytes, skipInputValidation: true);
                return;
            }

            using (var single = new Utf8JsonWriter(buffer, JsonText.Writing))
            {
                writer.Write(single, entry);
            }

            json.WriteRawValue(buffer.WrittenSpan, skipInputValidation: true);
            if (kept is not null || room.TryTake(buffer.WrittenCount))
            {
                _kept[entry] = new Kept(person, change, quirks, buffer.WrittenSpan.ToArray());
            }

            buffer.ResetWrittenCount();
        };
    }

    private sealed record Kept(int Person, CandidateChange Change, SandboxQuirks Quirks, byte[] Bytes);
}
