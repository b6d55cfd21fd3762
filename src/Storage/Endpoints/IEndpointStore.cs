using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>
/// The addresses to which companies' changes are sent, as their owners set them. Every change raises the epoch: whoever delivers to the
/// endpoint at that moment notes nothing more and begins anew with what is stored then.
/// </summary>
public interface IEndpointStore
{
    /// <summary>All of a company, oldest first.</summary>
    Task<IReadOnlyList<StoredEndpoint>> List(string companyId, CancellationToken cancellationToken);

    /// <summary>Null when there is none.</summary>
    Task<StoredEndpoint?> Find(string companyId, Guid endpointId, CancellationToken cancellationToken);

    /// <summary>Adds an endpoint that is sent what changes from now on.</summary>
    /// <returns>Null when the company has <paramref name="most"/> already.</returns>
    Task<StoredEndpoint?> Add(NewEndpoint endpoint, int most, CancellationToken cancellationToken);

    /// <summary>Changes an endpoint; null when there is none.</summary>
    Task<StoredEndpoint?> Save(string companyId, Guid endpointId, EndpointChange change, CancellationToken cancellationToken);

    /// <summary>Signs with a new secret, and until <paramref name="until"/> with the former one too; null when there is no such endpoint.</summary>
    Task<StoredEndpoint?> Rotate(string companyId, Guid endpointId, string secret, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>Removes an endpoint, then its deliveries in batches.</summary>
    /// <returns>False when there is none.</returns>
    Task<bool> Remove(string companyId, Guid endpointId, CancellationToken cancellationToken);

    /// <summary>How an endpoint is doing.</summary>
    Task<EndpointFigures> Measure(StoredEndpoint endpoint, IReadOnlyCollection<string> types, CancellationToken cancellationToken);
}

/// <summary>A new endpoint.</summary>
public sealed record NewEndpoint
{
    public required string CompanyId { get; init; }

    public required Guid Id { get; init; }

    public required string Url { get; init; }

    public string? Description { get; init; }

    public ImmutableArray<string> Types { get; init; } = [];

    public required EndpointPayload Payload { get; init; }

    public required bool Enabled { get; init; }

    public required int MaxPerSecond { get; init; }

    /// <summary>Protected.</summary>
    public required string Secret { get; init; }
}

/// <summary>What is stored of an endpoint from now on.</summary>
public sealed record EndpointChange
{
    public required string Url { get; init; }

    public string? Description { get; init; }

    public ImmutableArray<string> Types { get; init; } = [];

    public required EndpointPayload Payload { get; init; }

    public required int MaxPerSecond { get; init; }

    /// <summary>Null leaves it as it is.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Goes on with what changes from now; what waits is dead.</summary>
    public bool FromNow { get; init; }
}

/// <summary>An endpoint as it is stored.</summary>
public sealed record StoredEndpoint
{
    public required string CompanyId { get; init; }

    public required Guid Id { get; init; }

    public required string Url { get; init; }

    public string? Description { get; init; }

    /// <summary>As they were given; empty: all.</summary>
    public required ImmutableArray<string> Types { get; init; }

    public required EndpointPayload Payload { get; init; }

    public required bool Enabled { get; init; }

    public required int MaxPerSecond { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Protected, as is the former one.</summary>
    public required string Secret { get; init; }

    public string? PreviousSecret { get; init; }

    public DateTimeOffset? PreviousUntil { get; init; }

    public string? DisabledReason { get; init; }

    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Counts the holders and the changes; only the latest holder writes.</summary>
    public required long Epoch { get; init; }

    public required long CreatedPosition { get; init; }

    /// <summary>All items of the feed up to here are settled, or wait as rows of their own.</summary>
    public required long Position { get; init; }

    /// <summary>Null when nothing is sent again.</summary>
    public EndpointReplayRange? Replay { get; init; }

    public required EndpointStanding Standing { get; init; }
}

/// <summary>What is sent again: behind one place of the feed and up to another.</summary>
/// <param name="After">Moves on as it is sent.</param>
/// <param name="To">The last.</param>
/// <param name="MissingOnly">Only what was never delivered.</param>
public sealed record EndpointReplayRange(long After, long To, bool MissingOnly);

/// <summary>How the last attempts at an endpoint went.</summary>
public sealed record EndpointStanding
{
    public DateTimeOffset? LastSuccessAt { get; init; }

    /// <summary>Since the last success; null after one.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Failed attempts since the last success.</summary>
    public int Failures { get; init; }

    public string? LastError { get; init; }

    /// <summary>While it fails: when a change that was not tried yet is tried next.</summary>
    public DateTimeOffset? ProbeAt { get; init; }
}

/// <summary>Figures of an endpoint: attempts of the last 24 hours, and what waits.</summary>
public sealed record EndpointFigures
{
    public const int CountsTo = 100_000;

    public long Succeeded { get; init; }

    public long Failed { get; init; }

    public long SuccessMilliseconds { get; init; }

    public long Waiting { get; init; }

    public DateTimeOffset? WaitingSince { get; init; }

    public long Dead { get; init; }
}
