namespace Jobvite.Grains.Sessions;

/// <summary>A person's sessions as they are stored.</summary>
internal sealed record PersonSessionsState
{
    /// <summary>Oldest first.</summary>
    public List<StoredSession> Sessions { get; init; } = [];
}

/// <summary>One of them.</summary>
internal sealed record StoredSession
{
    public Guid Id { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset EndsAt { get; init; }

    public DateTimeOffset GoodUntil { get; init; }

    /// <summary><see cref="SessionDetails"/> as JSON, protected by the silos' key ring; Base64.</summary>
    public string Details { get; init; } = "";
}

/// <summary>What is personal or secret in a session.</summary>
internal sealed record SessionDetails
{
    public string Network { get; init; } = "";

    public string Browser { get; init; } = "";

    public List<KeyValuePair<string, string>> Claims { get; init; } = [];

    public string? RefreshToken { get; init; }

    public string? IdToken { get; init; }
}

/// <summary>One part of the index of sessions as it is stored.</summary>
internal sealed record SessionIndexState
{
    public List<IndexedSession> Sessions { get; init; } = [];
}

/// <summary>One of them.</summary>
internal sealed record IndexedSession
{
    public string Name { get; init; } = "";

    public string PersonKey { get; init; } = "";

    public Guid Id { get; init; }

    public DateTimeOffset EndsAt { get; init; }
}
