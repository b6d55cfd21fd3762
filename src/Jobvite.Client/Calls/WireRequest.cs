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

/// <summary>An answer read to its end. Its body is a rented buffer: dispose it when the records are parsed.</summary>
internal sealed class WireAnswer(int status, Uri? location, TimeSpan? retryAfter, byte[]? rented, int length) : IDisposable
{
    private byte[]? _rented = rented;

    public int Status { get; } = status;

    public Uri? Location { get; } = location;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    public ReadOnlyMemory<byte> Body { get; private set; } = rented is null ? default : rented.AsMemory(0, length);

    /// <summary>The top level of the body, once it was found to be a success.</summary>
    public AnswerRoot? Root { get; set; }

    public WireAnswer With(byte[] opened) => new(Status, Location, RetryAfter, null, 0) { Body = opened };

    public void Dispose()
    {
        Body = default;
        if (Interlocked.Exchange(ref _rented, null) is { } buffer)
        {
            AnswerBuffers.Return(buffer, length);
        }
    }
}

/// <summary>What one attempt came to: an answer, or a failure and whether trying again may help.</summary>
/// <param name="Answer">A success.</param>
/// <param name="Failure">Or why not.</param>
/// <param name="Retryable">The failure may pass by itself, and the request may be repeated.</param>
/// <param name="Outage">The failure speaks of the service, not of the request: it counts for the circuit.</param>
internal sealed record Attempt(WireAnswer? Answer, JobviteFailure? Failure, bool Retryable = false, bool Outage = false);
