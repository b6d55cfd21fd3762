namespace Jobvite.Grains.Interfaces;

/// <summary>What became of the order to erase a person.</summary>
[GenerateSerializer, Alias("jv.ErasureResult"), Immutable]
public sealed record ErasureResult
{
    [Id(0)] public required ErasureOutcome Outcome { get; init; }

    /// <summary>What keeps the person away from now on; null unless the person was erased, now or before.</summary>
    [Id(1)] public Guid? SuppressionId { get; init; }

    /// <summary>Zero where the person had been erased before.</summary>
    [Id(2)] public ErasedCounts Erased { get; init; } = new();
}

/// <summary>How an order to erase a person ended.</summary>
[GenerateSerializer, Alias("jv.ErasureOutcome")]
public enum ErasureOutcome
{
    Erased = 1,

    /// <summary>The company has no such candidate, and nobody of this id was erased.</summary>
    NotFound = 2,

    /// <summary>The reason holds the person's name, e-mail address or telephone number, and would be kept. Nothing was erased.</summary>
    ReasonNamesPerson = 3,
}

/// <summary>How much was erased.</summary>
[GenerateSerializer, Alias("jv.ErasedCounts"), Immutable]
public sealed record ErasedCounts
{
    /// <summary>Records: the person, applications, onboarding processes and tasks.</summary>
    [Id(0)] public int Rows { get; init; }

    [Id(1)] public int Documents { get; init; }

    /// <summary>Webhooks that Jobvite sent and that lost their bodies.</summary>
    [Id(2)] public int WebhookBodies { get; init; }

    /// <summary>Items of the feed and the history that lost their states.</summary>
    [Id(3)] public int Changes { get; init; }

    /// <summary>Webhooks that were sent to endpoints and lost what was kept of them.</summary>
    [Id(4)] public int Deliveries { get; init; }
}

/// <summary>An erased person who is kept from coming back.</summary>
[GenerateSerializer, Alias("jv.SuppressionView"), Immutable]
public sealed record SuppressionView
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>As it was given with the order; may be empty.</summary>
    [Id(2)] public required string Reason { get; init; }

    /// <summary>Who ordered it: the claim <c>sub</c>.</summary>
    [Id(3)] public string? Subject { get; init; }

    /// <summary>Who ordered it: the claim <c>email</c>.</summary>
    [Id(4)] public string? Email { get; init; }

    /// <summary>How many of Jobvite's ids are kept away, as hashes.</summary>
    [Id(5)] public required int Ids { get; init; }
}
