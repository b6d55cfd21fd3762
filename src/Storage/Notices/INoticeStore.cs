using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>What companies want to be told of incidents, what they were told, and what is due (docs/adr/0052).</summary>
public interface INoticeStore
{
    /// <summary>A company's settings; null when it never saved any.</summary>
    Task<NoticeSettings?> Find(string companyId, CancellationToken cancellationToken);

    /// <summary>
    /// Saves settings. A channel that is new, or whose kinds are others now, is not told of what ended before; what waits for another attempt is due at once.
    /// </summary>
    /// <param name="settings">The settings; their version is the one that was seen, 0 for the first.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>False when somebody saved others meanwhile.</returns>
    Task<bool> Save(NoticeSettings settings, CancellationToken cancellationToken);

    /// <summary>How the channels stand that are set up, and the last messages, newest first.</summary>
    Task<NoticeStandings> ReadStandings(string companyId, int messages, CancellationToken cancellationToken);

    /// <summary>Channels of connected companies that have something to send now and are not being sent to.</summary>
    Task<IReadOnlyList<NoticeTarget>> FindDue(NoticeTimes times, int limit, CancellationToken cancellationToken);

    /// <summary>Takes a channel, so that nobody else sends to it meanwhile, and reads what is due.</summary>
    /// <returns>Null when somebody else has it, or it is not due or not set up any more.</returns>
    Task<NoticeWork?> Take(NoticeTarget target, NoticeTimes times, CancellationToken cancellationToken);

    /// <summary>Notes that a message was sent, or that its notices need none, and keeps the channel. May be repeated.</summary>
    /// <returns>False when the channel is another's meanwhile, or gone; then its holder stops.</returns>
    Task<bool> NoteTold(NoticeHold hold, ToldNotices told, CancellationToken cancellationToken);

    /// <summary>Gives the channel back after a failed attempt.</summary>
    Task NoteFailed(NoticeHold hold, string error, DateTimeOffset nextAt, CancellationToken cancellationToken);

    /// <summary>Gives the channel back.</summary>
    /// <param name="hold">Whose.</param>
    /// <param name="nextAt">Nothing is due before; null: whatever comes.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task Release(NoticeHold hold, DateTimeOffset? nextAt, CancellationToken cancellationToken);

    /// <summary>Notes a test that somebody asks for.</summary>
    /// <param name="companyId">Whose.</param>
    /// <param name="test">Without an outcome yet.</param>
    /// <param name="mostAnHour">How many a company may have.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>False when the company had as many in the last hour.</returns>
    Task<bool> BeginTest(string companyId, SentNotice test, int mostAnHour, CancellationToken cancellationToken);

    /// <summary>Notes what came of a test.</summary>
    Task EndTest(string companyId, Guid id, string? error, CancellationToken cancellationToken);

    /// <summary>Channels of all companies whose last attempt failed.</summary>
    Task<long> CountFailing(CancellationToken cancellationToken);
}

/// <summary>A company's settings.</summary>
public sealed record NoticeSettings
{
    public required string CompanyId { get; init; }

    public int Version { get; init; }

    public IReadOnlyList<string> Emails { get; init; } = [];

    /// <summary>The protected URL; null: none.</summary>
    public string? Webhook { get; init; }

    /// <summary>Its host, for people.</summary>
    public string? WebhookHost { get; init; }

    public NoticeKinds Kinds { get; init; }

    /// <summary>Only incidents that need somebody.</summary>
    public bool SevereOnly { get; init; }

    public bool Uses(NoticeChannel channel) => channel == NoticeChannel.Email ? Emails.Count > 0 : Webhook is not null;

    /// <summary>Names the company only.</summary>
    public override string ToString() => $"NoticeSettings {{ CompanyId = {CompanyId} }}";
}

/// <summary>How a company's channels stand.</summary>
public sealed record NoticeStandings(IReadOnlyList<NoticeStanding> Channels, IReadOnlyList<SentNotice> Messages);

/// <summary>How a channel stands.</summary>
/// <param name="Channel">Which.</param>
/// <param name="Failures">Attempts in a row that failed.</param>
/// <param name="LastAt">When the last attempt ended; null before the first.</param>
/// <param name="Error">What the last attempt said; beside no failure, what was not quite well about it.</param>
/// <param name="NextAt">Nothing is sent before.</param>
public sealed record NoticeStanding(NoticeChannel Channel, int Failures, DateTimeOffset? LastAt, string? Error, DateTimeOffset? NextAt);

/// <summary>A message.</summary>
/// <param name="Id">Of the message; the same at each attempt.</param>
/// <param name="Channel">On which way.</param>
/// <param name="At">When.</param>
/// <param name="Incidents">How many it was about; 0 for a test.</param>
/// <param name="Title">Its subject.</param>
/// <param name="Error">What was not well about it.</param>
public sealed record SentNotice(Guid Id, NoticeChannel Channel, DateTimeOffset At, int Incidents, string Title, string? Error);

/// <summary>A channel of a company.</summary>
public sealed record NoticeTarget(string CompanyId, NoticeChannel Channel);

/// <summary>How long things take.</summary>
public sealed record NoticeTimes
{
    /// <summary>An incident lasts so long before it is told, and is over for so long before its end is.</summary>
    public required TimeSpan Lasting { get; init; }

    /// <summary>Between two messages about an incident that lasts.</summary>
    public TimeSpan Reminder { get; init; } = TimeSpan.FromHours(24);

    /// <summary>What ended longer ago than this and was not told is not told any more.</summary>
    public TimeSpan Forgotten { get; init; } = TimeSpan.FromDays(3);

    /// <summary>A judgement that is older says nothing.</summary>
    public TimeSpan Judged { get; init; } = HealthPast.LongestPause;

    /// <summary>Whoever takes a channel has it for so long at most.</summary>
    public TimeSpan Claim { get; init; } = TimeSpan.FromMinutes(2);
}

/// <summary>What a notice says.</summary>
public enum NoticeSaying
{
    Begun = 1,
    Reminder = 2,
    Ended = 3,
}

/// <summary>Something that a channel is to be told.</summary>
/// <param name="Saying">What.</param>
/// <param name="Incident">Of which incident.</param>
/// <param name="Told">When the readers were told of it last; null when they do not know of it. An end that comes without is the whole story.</param>
public sealed record DueNotice(NoticeSaying Saying, HealthIncident Incident, DateTimeOffset? Told)
{
    public bool WasTold => Told is not null;
}

/// <summary>A channel that was taken.</summary>
public sealed record NoticeHold(NoticeTarget Target, int Claim, NoticeTimes Times);

/// <summary>What is to be done for a channel.</summary>
/// <param name="Hold">Whoever notes something says that it is still theirs.</param>
/// <param name="Settings">Where to.</param>
/// <param name="Failures">Attempts in a row that failed.</param>
/// <param name="SentAt">When the messages of the last hour were sent, oldest first; tests do not count.</param>
/// <param name="Due">What is due, what happened first first.</param>
public sealed record NoticeWork(NoticeHold Hold, NoticeSettings Settings, int Failures, IReadOnlyList<DateTimeOffset> SentAt, IReadOnlyList<DueNotice> Due);

/// <summary>Notices that are done with.</summary>
/// <param name="Notices">Which.</param>
/// <param name="Message">The message that told them; null when they needed none.</param>
public sealed record ToldNotices(IReadOnlyList<DueNotice> Notices, SentNotice? Message);
