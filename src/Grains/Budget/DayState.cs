using System.Text.Json.Serialization;

namespace Jobvite.Grains.Budget;

/// <summary>What a day counter remembers.</summary>
internal sealed record DayState([property: JsonPropertyName("d")] DateOnly Day, [property: JsonPropertyName("n")] int Used);
