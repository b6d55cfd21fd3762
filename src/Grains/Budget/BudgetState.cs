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
