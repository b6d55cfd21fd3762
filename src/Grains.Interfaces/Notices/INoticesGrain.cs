using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Jobvite.Grains.Interfaces;

/// <summary>
/// Who is told of a company's incidents, and what they were told; keyed by <see cref="CompanyKey"/>. Every method checks that the caller's tenant owns the
/// company and otherwise behaves as if there were none.
/// </summary>
[Alias("jv.INoticesGrain")]
public interface INoticesGrain : IGrainWithStringKey
{
    /// <summary>A company has at most so many e-mail addresses.</summary>
    const int MostEmails = 5;

    /// <summary>Test notices that a company may send in an hour, all channels together.</summary>
    const int MostTestsAnHour = 10;

    /// <summary>The settings and how the channels stand; null when the company is not the caller's.</summary>
    [AlwaysInterleave, Alias("Get")]
    Task<NoticesView?> Get(Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Saves settings; they count at once.</summary>
    [Alias("Save")]
    Task<NoticesResult> Save(NoticesChange change, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Sends a test on every channel that is set up, and waits for what comes of it.</summary>
    /// <returns>One outcome a channel; null when the company is not the caller's.</returns>
    [AlwaysInterleave, Alias("Test"), ResponseTimeout(CallTimeouts.WaitsForEndpoint)]
    Task<ImmutableArray<NoticeTest>?> Test(Caller caller, CancellationToken cancellationToken = default);
}

/// <summary>What a company's owner sees of its notices. Holds no secret.</summary>
[GenerateSerializer, Alias("jv.NoticesView"), Immutable]
public sealed record NoticesView
{
    /// <summary>Counts the changes of the settings; 0 before the first.</summary>
    [Id(0)] public required int Version { get; init; }

    [Id(1)] public ImmutableArray<string> Emails { get; init; } = [];

    /// <summary>The host of the webhook's URL, which itself is secret; null: there is none.</summary>
    [Id(2)] public string? WebhookHost { get; init; }

    [Id(3)] public required NoticeKinds Kinds { get; init; }

    /// <summary>Only incidents that need somebody.</summary>
    [Id(4)] public bool SevereOnly { get; init; }

    /// <summary>Whoever runs the service has set up a mail server.</summary>
    [Id(5)] public bool HasEmail { get; init; }

    /// <summary>Whoever runs the service allows webhooks.</summary>
    [Id(6)] public bool AllowsWebhook { get; init; }

    /// <summary>An incident lasts so long before anybody is told.</summary>
    [Id(7)] public TimeSpan After { get; init; }

    /// <summary>Messages in any hour, on each channel.</summary>
    [Id(8)] public int PerHour { get; init; }

    /// <summary>Those that are set up.</summary>
    [Id(9)] public ImmutableArray<NoticeChannelState> Channels { get; init; } = [];

    /// <summary>The last messages, newest first.</summary>
    [Id(10)] public ImmutableArray<NoticeSent> Messages { get; init; } = [];

    /// <summary>Names nobody: a call's answer may stand in a log.</summary>
    public override string ToString() => $"NoticesView {{ Version = {Version} }}";
}

/// <summary>How a channel stands.</summary>
/// <param name="Channel">Which.</param>
/// <param name="Failures">Attempts in a row that failed.</param>
/// <param name="LastAt">When the last attempt ended; null before the first.</param>
/// <param name="Error">What was wrong with the last attempt.</param>
/// <param name="NextAt">Nothing is sent before.</param>
[GenerateSerializer, Alias("jv.NoticeChannelState"), Immutable]
public sealed record NoticeChannelState(
    [property: Id(0)] NoticeChannel Channel,
    [property: Id(1)] int Failures,
    [property: Id(2)] DateTimeOffset? LastAt,
    [property: Id(3)] string? Error,
    [property: Id(4)] DateTimeOffset? NextAt);

/// <summary>A message that was sent.</summary>
/// <param name="Channel">On which channel.</param>
/// <param name="At">When.</param>
/// <param name="Title">Its subject.</param>
/// <param name="IsTest">Somebody sent it to see that it arrives.</param>
/// <param name="Error">What was wrong with it, such as one of several addresses that was refused.</param>
[GenerateSerializer, Alias("jv.NoticeSent"), Immutable]
public sealed record NoticeSent(
    [property: Id(0)] NoticeChannel Channel,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string Title,
    [property: Id(3)] bool IsTest,
    [property: Id(4)] string? Error);

/// <summary>New settings.</summary>
[GenerateSerializer, Alias("jv.NoticesChange"), Immutable]
public sealed record NoticesChange
{
    /// <summary>The version that was seen.</summary>
    [Id(0)] public required int Version { get; init; }

    /// <summary>At most <see cref="INoticesGrain.MostEmails"/>.</summary>
    [Id(1)] public ImmutableArray<string> Emails { get; init; } = [];

    /// <summary>An https URL; null keeps what is stored, an empty text removes it.</summary>
    [Id(2)] public string? Webhook { get; init; }

    [Id(3)] public required NoticeKinds Kinds { get; init; }

    [Id(4)] public bool SevereOnly { get; init; }

    /// <summary>Names nobody: a call's arguments may stand in a log.</summary>
    public override string ToString() => $"NoticesChange {{ Version = {Version} }}";
}

/// <summary>How a change ended.</summary>
/// <param name="Outcome">Whether it was saved.</param>
/// <param name="FieldErrors">Field → what is wrong with it.</param>
[GenerateSerializer, Alias("jv.NoticesResult"), Immutable]
public sealed record NoticesResult(
    [property: Id(0)] NoticesOutcome Outcome,
    [property: Id(1)] ImmutableDictionary<string, string> FieldErrors);

/// <summary>How a change of the settings of notices ended.</summary>
[GenerateSerializer, Alias("jv.NoticesOutcome")]
public enum NoticesOutcome
{
    Saved = 1,

    /// <summary>See <see cref="NoticesResult.FieldErrors"/>.</summary>
    Invalid = 2,

    /// <summary>The company is not the caller's, or not connected.</summary>
    NotFound = 3,

    /// <summary>Somebody else changed them meanwhile.</summary>
    Changed = 4,
}

/// <summary>What came of a test.</summary>
/// <param name="Channel">On which channel.</param>
/// <param name="IsSent">The mail server, or the webhook's host, has taken it.</param>
/// <param name="Error">What was wrong; beside a message that was sent, for whom it was not.</param>
[GenerateSerializer, Alias("jv.NoticeTest"), Immutable]
public sealed record NoticeTest(
    [property: Id(0)] NoticeChannel Channel,
    [property: Id(1)] bool IsSent,
    [property: Id(2)] string? Error);
