using System.Collections.Immutable;

namespace Jobvite.Silo.Tests.Persistence;

internal enum SampleColour
{
    DarkRed = 1,
    Blue = 2,
}

internal sealed record SampleState
{
    public string OwnerTenantId { get; init; } = "";

    public SampleColour Colour { get; init; } = SampleColour.Blue;

    public DateTimeOffset? ConnectedAt { get; init; }

    public ImmutableDictionary<string, string> Secrets { get; init; } = ImmutableDictionary<string, string>.Empty;

    public ImmutableArray<int> Numbers { get; init; } = [];
}
