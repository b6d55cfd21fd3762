using System.Text.Json;

namespace Jobvite.Client;

/// <summary>How one kind of record is found in an answer and read.</summary>
/// <param name="ListNames">The fields that may hold the list, or the one record; first match wins.</param>
/// <param name="IdNames">The fields that may hold a record's id.</param>
/// <param name="Parse">Reads one record; adds what is wrong with parts of it to the list; throws <see cref="FormatException"/> when it is no use at all.</param>
/// <param name="Key">What tells an entry from the others.</param>
internal sealed record RecordShape<T>(
    string[] ListNames, string[] IdNames, Func<JsonElement, bool, List<string>, T> Parse, Func<T, string> Key)
{
    /// <summary>A single read may be answered with the record and nothing around it.</summary>
    public bool Bare { get; init; } = true;

    /// <summary>Notes the digest of the bytes that a record was read from, where records have one.</summary>
    public Func<T, string, T> WithDigest { get; init; } = static (record, _) => record;
}
