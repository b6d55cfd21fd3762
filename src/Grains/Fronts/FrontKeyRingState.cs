namespace Jobvite.Grains.Fronts;

/// <summary>The front ends' keys as they are stored.</summary>
internal sealed record FrontKeyRingState
{
    public int Version { get; init; }

    /// <summary>Each protected by the silos' own key ring; Base64.</summary>
    public List<string> Keys { get; init; } = [];
}
