using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jobvite.Grains.Budget;

/// <summary>
/// What a budget remembers over a restart, as it is stored. The names are short because every grant writes them; they and the
/// version are kept readable for ever.
/// </summary>
/// <param name="Minute">Pairs of unix milliseconds and count, oldest first.</param>
/// <param name="Hour">The same.</param>
/// <param name="Candidates">The candidate requests of the day.</param>
/// <param name="Requisitions">The requisition requests of the day.</param>
/// <param name="ThrottledUntil">Unix milliseconds; null when Jobvite has not asked to wait.</param>
internal sealed record BudgetState(
    [property: JsonPropertyName("m")] IReadOnlyList<long> Minute,
    [property: JsonPropertyName("h")] IReadOnlyList<long> Hour,
    [property: JsonPropertyName("c")] DayState Candidates,
    [property: JsonPropertyName("r")] DayState Requisitions,
    [property: JsonPropertyName("t")] long? ThrottledUntil)
{
    private const int CurrentVersion = 1;

    [JsonPropertyName("v")]
    public int Version { get; init; } = CurrentVersion;

    /// <summary>What trials have spent, which is counted above as well; null when there were none.</summary>
    [JsonPropertyName("x")]
    public BudgetState? Trials { get; init; }

    /// <summary>What two meters of the same key have spent together.</summary>
    public BudgetState Plus(BudgetState other) => new(
        Merge(Minute, other.Minute),
        Merge(Hour, other.Hour),
        Sum(Candidates, other.Candidates),
        Sum(Requisitions, other.Requisitions),
        Math.Max(ThrottledUntil ?? 0, other.ThrottledUntil ?? 0) is var until and > 0 ? until : null)
    {
        Trials = Trials is null ? other.Trials : other.Trials is null ? Trials : Trials.Plus(other.Trials),
    };

    private static IReadOnlyList<long> Merge(IReadOnlyList<long> one, IReadOnlyList<long> other) =>
        [.. one.Chunk(2).Concat(other.Chunk(2)).Where(pair => pair.Length == 2).OrderBy(pair => pair[0]).SelectMany(pair => pair)];

    private static DayState Sum(DayState one, DayState other) =>
        one.Day == other.Day ? one with { Used = one.Used + other.Used } : one.Day > other.Day ? one : other;

    public string ToJson() => JsonSerializer.Serialize(this, BudgetStateJson.Default.BudgetState);

    /// <summary>Reads a stored state; null when it is damaged or from a newer version.</summary>
    public static BudgetState? TryRead(string json)
    {
        try
        {
            var state = JsonSerializer.Deserialize(json, BudgetStateJson.Default.BudgetState);
            return state is { Version: CurrentVersion, Minute: not null, Hour: not null, Candidates: not null, Requisitions: not null } ? state : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(BudgetState))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class BudgetStateJson : JsonSerializerContext;

/// <summary>What a day counter remembers.</summary>
internal sealed record DayState([property: JsonPropertyName("d")] DateOnly Day, [property: JsonPropertyName("n")] int Used);
