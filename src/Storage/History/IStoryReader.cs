using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Reads what happened to one candidate from everything that is stored of it.</summary>
public interface IStoryReader
{
    /// <summary>A part of the story, in a fixed number of statements: <see cref="StoryRows.Statements"/> at most.</summary>
    /// <param name="companyId">Whose.</param>
    /// <param name="tenantId">Whose acts are shown, as in <see cref="IAuditReader.List"/>.</param>
    /// <param name="candidateId">Jobvite's id.</param>
    /// <param name="before">Events behind this place; null begins with the newest and also reads what waits.</param>
    /// <param name="limit">At most so many events.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<StoryRows> Read(string companyId, string tenantId, string candidateId, StoryPlace? before, int limit, CancellationToken cancellationToken);
}

/// <summary>A part of a candidate's story.</summary>
public sealed record StoryRows
{
    /// <summary>So many statements make one part.</summary>
    public const int Statements = 8;

    /// <summary>The newest first.</summary>
    public IReadOnlyList<StoryEvent> Events { get; init; } = [];

    /// <summary>There are older ones.</summary>
    public bool HasOlder { get; init; }

    /// <summary>When the person or an application was last read and noted; null when there is no such candidate.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>Webhooks that named the candidate and wait; of the first part only.</summary>
    public WaitingWebhooks Waiting { get; init; } = new(0, null, null);

    /// <summary>The webhook for which the candidate was read last; of the first part only.</summary>
    public StoryCause? LastWebhook { get; init; }
}

/// <summary>Webhooks that wait.</summary>
/// <param name="Count">How many.</param>
/// <param name="NextAttemptAt">When the first of them is tried.</param>
/// <param name="Reason">What they wait for, or what failed; null when nothing has.</param>
public sealed record WaitingWebhooks(long Count, DateTimeOffset? NextAttemptAt, string? Reason);

/// <summary>What something was done for.</summary>
/// <param name="Id">The event or the run.</param>
/// <param name="At">When it was done.</param>
public sealed record StoryCause(Guid Id, DateTimeOffset At);
