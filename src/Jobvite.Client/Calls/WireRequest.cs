namespace Jobvite.Client;

/// <summary>One request as it goes on the wire, without credentials: those are added to each attempt.</summary>
internal sealed record WireRequest(JobviteEndpoint Endpoint, Uri Uri)
{
    /// <summary>Null for a GET, otherwise the JSON to POST.</summary>
    public byte[]? Body { get; init; }

    /// <summary>Doing it twice ends in the same state as doing it once.</summary>
    public bool Repeatable { get; init; } = true;

    /// <summary>A probe: no retries, no circuit.</summary>
    public bool Once { get; init; }

    /// <summary>Single reads may be answered with a bare list.</summary>
    public bool ListAtRootAllowed { get; init; }

    /// <summary>A part of all there are is asked for, which may be empty without anything being wrong.</summary>
    public bool Filtered { get; init; }

    public bool EmptyAnswerAllowed { get; init; }

    /// <summary>Opens the envelope around the answer; null when there is none.</summary>
    public Func<ReadOnlyMemory<byte>, byte[]>? Unwrap { get; init; }
}
