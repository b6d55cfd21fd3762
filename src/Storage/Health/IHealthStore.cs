using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>What a company is in contact with. The numbers are stored.</summary>
public enum ContactPoint
{
    Job = 1,
    Candidate = 2,
    Onboarding = 3,

    /// <summary>Incoming webhooks: an accepted one is a success, a refused one a failure.</summary>
    Webhooks = 4,
}

/// <summary>What came of the contacts with one point since they were last saved, at least one.</summary>
/// <param name="CompanyId">Whose.</param>
/// <param name="Point">With what.</param>
/// <param name="LastContactAt">When the last one ended.</param>
/// <param name="LastSuccessAt">When the last good one among them ended; null when all failed.</param>
/// <param name="Failures">How many failed after the last good one.</param>
/// <param name="Since">When the first one ended that came out as the last one did.</param>
/// <param name="Kind">What sort of failure the last one was, a number of the client's; 0 when it was good.</param>
/// <param name="Error">What happened; null when it was good.</param>
/// <param name="WhatToDo">What a person can do.</param>
public sealed record NewContacts(
    string CompanyId, ContactPoint Point, DateTimeOffset LastContactAt, DateTimeOffset? LastSuccessAt, int Failures, DateTimeOffset Since, int Kind, string? Error, string? WhatToDo);

/// <summary>What is stored of the contacts with one point; as <see cref="NewContacts"/>, counted since the last success.</summary>
public sealed record StoredContact(
    ContactPoint Point, DateTimeOffset LastContactAt, DateTimeOffset? LastSuccessAt, int Failures, DateTimeOffset Since, int Kind, string? Error, string? WhatToDo);

/// <summary>Webhooks of a company that were refused since the last time.</summary>
/// <param name="CompanyId">Whose.</param>
/// <param name="At">When, to the minute.</param>
/// <param name="Count">How many.</param>
public sealed record NewRefusals(string CompanyId, DateTimeOffset At, int Count);

/// <summary>What the database knows of a company's health.</summary>
public sealed record HealthRows
{
    public IReadOnlyList<StoredContact> Contacts { get; init; } = [];

    /// <summary>Events that wait.</summary>
    public long Waiting { get; init; }

    public DateTimeOffset? OldestWaitingAt { get; init; }

    /// <summary>Those of them that have an error.</summary>
    public long Failing { get; init; }

    public long Dead { get; init; }

    /// <summary>When the events were refused that are in the log of the last hour, the newest first, at most 500.</summary>
    public IReadOnlyList<DateTimeOffset> Rejected { get; init; } = [];

    /// <summary>All that were refused in the last hour, to the minute.</summary>
    public long RefusedLastHour { get; init; }

    /// <summary>Of the last seven days, today included: which changes webhooks announced. A kind is missing when nothing was counted.</summary>
    public IReadOnlyList<AnnouncedCount> Announced { get; init; } = [];

    /// <summary>Endpoints that fail, or that the service disabled.</summary>
    public IReadOnlyList<EndpointTrouble> Endpoints { get; init; } = [];

    /// <summary>Open ones first, then the last 20 that ended.</summary>
    public IReadOnlyList<HealthIncident> Incidents { get; init; } = [];

    /// <summary>The status that was saved last; null before the first.</summary>
    public HealthStatus? Status { get; init; }

    /// <summary>Which settings it was about.</summary>
    public int Version { get; init; }

    /// <summary>When these settings were first looked at.</summary>
    public DateTimeOffset? VersionSince { get; init; }

    /// <summary>When it was saved.</summary>
    public DateTimeOffset? JudgedAt { get; init; }
}

/// <summary>An endpoint that is in trouble.</summary>
/// <param name="Id">Which.</param>
/// <param name="Host">Of its URL; the rest is nobody else's business.</param>
/// <param name="FailingSince">Null when it was disabled before it was tried.</param>
/// <param name="DisabledAt">When the service disabled it; null while it is enabled.</param>
/// <param name="Reason">Why it was disabled, or what the last attempt said.</param>
public sealed record EndpointTrouble(Guid Id, string Host, DateTimeOffset? FailingSince, DateTimeOffset? DisabledAt, string? Reason)
{
    /// <summary>What subjects of conditions about endpoints begin with.</summary>
    public const string Subject = "webhook-endpoint:";
}

/// <summary>Something that is wrong now.</summary>
/// <param name="Subject">See <see cref="HealthIncident.Subject"/>.</param>
/// <param name="Severe">See <see cref="HealthIncident.Severe"/>.</param>
/// <param name="Since">When it began.</param>
/// <param name="Cause">What is wrong.</param>
/// <param name="Effect">What follows from it; may be empty.</param>
/// <param name="WhatToDo">For a person.</param>
public sealed record OpenCondition(string Subject, bool Severe, DateTimeOffset Since, string Cause, string Effect, string WhatToDo);

/// <summary>The health of all companies in numbers.</summary>
public sealed record HealthTotals
{
    public IReadOnlyDictionary<HealthStatus, long> Companies { get; init; } = new Dictionary<HealthStatus, long>();

    public long IncidentsOpen { get; init; }

    /// <summary>Of each kind, when the last complete run began at the connected company where that is longest ago.</summary>
    public IReadOnlyDictionary<SyncKind, DateTimeOffset> OldestComplete { get; init; } = new Dictionary<SyncKind, DateTimeOffset>();
}

/// <summary>Contacts with Jobvite, incidents, and the last judgement of each company.</summary>
public interface IHealthStore
{
    /// <summary>Adds contacts to what is stored of the same point.</summary>
    Task SaveContacts(IReadOnlyList<NewContacts> contacts, CancellationToken cancellationToken);

    /// <summary>Adds refused webhooks to those of the same minute, and forgets those of more than an hour ago.</summary>
    Task SaveRefusals(IReadOnlyList<NewRefusals> refusals, CancellationToken cancellationToken);

    Task<HealthRows> Read(string companyId, CancellationToken cancellationToken);

    /// <summary>Companies were judged as they were before: only the time of the judgement is saved. A company without a judgement gets none.</summary>
    Task NoteJudged(IReadOnlyList<string> companies, CancellationToken cancellationToken);

    /// <summary>
    /// Saves a judgement: opens an incident for each condition that has none, updates the others, ends those that have no condition any
    /// more, and removes those that ended more than 90 days ago. When the last judgement is long ago, that time is noted as one of which nobody knows.
    /// </summary>
    /// <param name="companyId">Whose.</param>
    /// <param name="status">The judgement.</param>
    /// <param name="version">Of the settings it is about.</param>
    /// <param name="conditions">What is wrong; a subject occurs once.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>As <see cref="HealthRows.Incidents"/>.</returns>
    Task<IReadOnlyList<HealthIncident>> Save(
        string companyId, HealthStatus status, int version, IReadOnlyList<OpenCondition> conditions, CancellationToken cancellationToken);

    /// <summary>What was wrong in the last 90 days, and when nobody looked; in three statements.</summary>
    Task<HealthPast> ReadPast(string companyId, CancellationToken cancellationToken);

    /// <summary>Companies that were last judged before a time or never, the longest ago first. Disconnected ones only until that is noted.</summary>
    Task<IReadOnlyList<string>> FindDue(DateTimeOffset before, int limit, CancellationToken cancellationToken);

    Task<HealthTotals> GetTotals(CancellationToken cancellationToken);

    /// <summary>Returns when the database answers and takes writes; changes nothing.</summary>
    /// <exception cref="StorageUnavailableException">It does not.</exception>
    Task Ping(CancellationToken cancellationToken);
}
