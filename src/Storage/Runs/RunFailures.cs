using System.Collections.Immutable;
using System.Text.Json;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>The list of a run's bad records, as JSON.</summary>
internal static class RunFailures
{
    private const int Kept = 100;

    public static ImmutableArray<RecordFailure> Parse(string json) => JsonSerializer.Deserialize<ImmutableArray<RecordFailure>>(json);

    /// <summary>Adds failures behind those that are there, up to the first 100.</summary>
    public static string Append(string json, IReadOnlyList<RecordFailure> failures)
    {
        var known = Parse(json);
        return failures.Count == 0 || known.Length >= Kept ? json : JsonSerializer.Serialize(known.Concat(failures).Take(Kept));
    }
}
