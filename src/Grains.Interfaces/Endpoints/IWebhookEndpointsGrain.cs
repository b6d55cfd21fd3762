using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Jobvite.Grains.Interfaces;

/// <summary>
/// The addresses to which a company's changes are sent, and what was sent there; keyed by <see cref="CompanyKey"/>. Every method checks that the
/// caller's tenant owns the company and otherwise behaves as if the company had no endpoints.
/// </summary>
[Alias("jv.IWebhookEndpointsGrain")]
public interface IWebhookEndpointsGrain : IGrainWithStringKey
{
    /// <summary>A company has at most so many.</summary>
    const int MostEndpoints = 10;

    /// <summary>All of the company's endpoints with how they are doing, oldest first.</summary>
    [ReadOnly, Alias("List")]
    Task<ImmutableArray<WebhookEndpoint>> List(Caller caller, CancellationToken cancellationToken = default);

    /// <summary>One endpoint; null when there is none.</summary>
    [ReadOnly, Alias("Get")]
    Task<WebhookEndpoint?> Get(Guid endpointId, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Makes an endpoint; it is sent what changes from now on.</summary>
    [Alias("Create")]
    Task<EndpointResult> Create(EndpointSettings settings, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Changes an endpoint; takes effect with the next attempt.</summary>
    [Alias("Update")]
    Task<EndpointResult> Update(Guid endpointId, EndpointSettings settings, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Removes an endpoint with its deliveries. Attempts under way end; no other begins.</summary>
    /// <returns>False when there is none.</returns>
    [Alias("Delete")]
    Task<bool> Delete(Guid endpointId, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Makes a new secret. Requests are signed with both until the overlap ends.</summary>
    /// <param name="endpointId">Which.</param>
    /// <param name="overlap">0 to 7 days.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    [Alias("RotateSecret")]
    Task<EndpointResult> RotateSecret(Guid endpointId, TimeSpan overlap, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Sends a request of the type <c>endpoint.test</c> now, once, also when the endpoint is disabled.</summary>
    /// <returns>How it went; null when there is no such endpoint.</returns>
    [AlwaysInterleave, Alias("Test"), ResponseTimeout(CallTimeouts.WaitsForEndpoint)]
    Task<DeliveryAttempt?> Test(Guid endpointId, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>What was sent or waits, newest change first; null when there is no such endpoint.</summary>
    [AlwaysInterleave, Alias("ListDeliveries")]
    Task<Page<Delivery>?> ListDeliveries(Guid endpointId, DeliveryFilter filter, PageRequest page, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>One delivery with what was sent and every attempt; null when there is none.</summary>
    [AlwaysInterleave, Alias("GetDelivery")]
    Task<DeliveryDetail?> GetDelivery(Guid endpointId, Guid deliveryId, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Sends one change again as soon as possible, whatever became of it before.</summary>
    /// <returns>False when there is no such delivery.</returns>
    [Alias("Resend")]
    Task<bool> Resend(Guid endpointId, Guid deliveryId, Caller caller, CancellationToken cancellationToken = default);

    /// <summary>Sends the changes behind a place again.</summary>
    /// <returns>How many; null when there is no such endpoint.</returns>
    /// <exception cref="InvalidCursorException">The cursor is damaged or another company's.</exception>
    [Alias("Replay")]
    Task<long?> Replay(Guid endpointId, EndpointReplay replay, Caller caller, CancellationToken cancellationToken = default);
}

/// <summary>What a caller says of an endpoint; what is null keeps what is stored, or takes the default of a new one.</summary>
[GenerateSerializer, Alias("jv.EndpointSettings"), Immutable]
public sealed record EndpointSettings
{
    /// <summary>Required of a new one. The silo checks what it means: https, a host, no credentials, no fragment, at most 2,000 characters.</summary>
    [Id(0)] public string? Url { get; init; }

    /// <summary>At most 200 characters.</summary>
    [Id(1)] public string? Description { get; init; }

    /// <summary>Of <see cref="FeedTypes.All"/>, or <c>kind.*</c>, or <c>*</c>; default: all.</summary>
    [Id(2)] public ImmutableArray<string>? Types { get; init; }

    /// <summary>Default: thin.</summary>
    [Id(3)] public EndpointPayload? Payload { get; init; }

    /// <summary>Default: true.</summary>
    [Id(4)] public bool? Enabled { get; init; }

    /// <summary>1 to 1,000 requests a second; default 100.</summary>
    [Id(5)] public int? MaxPerSecond { get; init; }

    /// <summary>Of one that is enabled again: goes on with what changes from now, not where it stopped.</summary>
    [Id(6)] public bool FromNow { get; init; }
}

/// <summary>What a request carries. The numbers are stored.</summary>
[GenerateSerializer, Alias("jv.EndpointPayload")]
public enum EndpointPayload
{
    /// <summary>The item of the feed: ids and workflow states only.</summary>
    Thin = 1,

    /// <summary>The same and the record as it is when the request is sent.</summary>
    Full = 2,
}

/// <summary>The answer to a change of an endpoint.</summary>
[GenerateSerializer, Alias("jv.EndpointResult"), Immutable]
public sealed record EndpointResult
{
    [Id(0)] public required EndpointOutcome Outcome { get; init; }

    /// <summary>As it is now, when it was saved.</summary>
    [Id(1)] public WebhookEndpoint? Endpoint { get; init; }

    /// <summary>A secret that was made now: <c>whsec_</c> and Base64 of 32 bytes. Nobody shows it again.</summary>
    [Id(2)] public string? Secret { get; init; }

    /// <summary>Field name of the REST contract → what is wrong with it.</summary>
    [Id(3)] public ImmutableDictionary<string, string> FieldErrors { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>How a change of an endpoint ended.</summary>
[GenerateSerializer, Alias("jv.EndpointOutcome")]
public enum EndpointOutcome
{
    Saved = 1,

    /// <summary>See <see cref="EndpointResult.FieldErrors"/>.</summary>
    Invalid = 2,

    /// <summary>There is no such endpoint, or the company is not connected.</summary>
    NotFound = 3,

    /// <summary>There are <see cref="IWebhookEndpointsGrain.MostEndpoints"/> already.</summary>
    TooMany = 4,
}

/// <summary>An endpoint and how it is doing. Holds no secret.</summary>
[GenerateSerializer, Alias("jv.WebhookEndpoint"), Immutable]
public sealed record WebhookEndpoint
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required string Url { get; init; }

    [Id(2)] public string? Description { get; init; }

    /// <summary>As they were given; empty: all.</summary>
    [Id(3)] public ImmutableArray<string> Types { get; init; } = [];

    [Id(4)] public required EndpointPayload Payload { get; init; }

    [Id(5)] public required bool Enabled { get; init; }

    [Id(6)] public required int MaxPerSecond { get; init; }

    [Id(7)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Why the service disabled it; null when it is enabled or a person disabled it.</summary>
    [Id(8)] public string? DisabledReason { get; init; }

    [Id(9)] public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Until when requests are signed with the former secret too.</summary>
    [Id(10)] public DateTimeOffset? PreviousSecretUntil { get; init; }

    [Id(11)] public DateTimeOffset? LastSuccessAt { get; init; }

    /// <summary>The first failure since the last success; null when the last attempt succeeded.</summary>
    [Id(12)] public DateTimeOffset? FailingSince { get; init; }

    /// <summary>What the last failed attempt said.</summary>
    [Id(13)] public string? LastError { get; init; }

    /// <summary>Attempts of the last 24 hours that were answered with 2xx.</summary>
    [Id(14)] public long Succeeded { get; init; }

    /// <summary>Attempts of the last 24 hours that were not.</summary>
    [Id(15)] public long Failed { get; init; }

    /// <summary>The mean time of the successful attempts of the last 24 hours, in milliseconds; null without any.</summary>
    [Id(16)] public double? MeanMilliseconds { get; init; }

    /// <summary>Changes that were not delivered yet, in the feed and among the retried; counted to 100,000.</summary>
    [Id(17)] public long Waiting { get; init; }

    /// <summary>When the oldest of them was stored.</summary>
    [Id(18)] public DateTimeOffset? WaitingSince { get; init; }

    /// <summary>Deliveries that failed permanently and are still listed.</summary>
    [Id(19)] public long Dead { get; init; }
}

/// <summary>How a delivery stands. The numbers are stored.</summary>
[GenerateSerializer, Alias("jv.DeliveryStatus")]
public enum DeliveryStatus
{
    /// <summary>Not tried yet, such as one that waits behind an earlier change of the same record.</summary>
    Pending = 1,

    Delivered = 2,

    /// <summary>Failed and tried again later.</summary>
    Retrying = 3,

    /// <summary>Failed permanently; can be sent again by hand.</summary>
    Dead = 4,
}

/// <summary>One change on its way to one endpoint. Its id is the change's.</summary>
[GenerateSerializer, Alias("jv.Delivery"), Immutable]
public sealed record Delivery
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required string Type { get; init; }

    [Id(2)] public string? RecordId { get; init; }

    [Id(3)] public required DeliveryStatus Status { get; init; }

    [Id(4)] public required int Attempts { get; init; }

    /// <summary>When the change was stored.</summary>
    [Id(5)] public required DateTimeOffset CreatedAt { get; init; }

    [Id(6)] public DateTimeOffset? NextAttemptAt { get; init; }

    [Id(7)] public DateTimeOffset? DeliveredAt { get; init; }
}

/// <summary>Which deliveries are listed; null: any.</summary>
[GenerateSerializer, Alias("jv.DeliveryFilter"), Immutable]
public sealed record DeliveryFilter
{
    [Id(0)] public DeliveryStatus? Status { get; init; }

    /// <summary>One of <see cref="FeedTypes.All"/>.</summary>
    [Id(1)] public string? Type { get; init; }

    /// <summary>Changes stored at or after this.</summary>
    [Id(2)] public DateTimeOffset? From { get; init; }

    /// <summary>Changes stored before this.</summary>
    [Id(3)] public DateTimeOffset? To { get; init; }
}

/// <summary>A delivery with what it carries and what became of it.</summary>
/// <param name="Delivery">How it stands.</param>
/// <param name="Payload">The body as JSON, as it would be sent now; null when the change is not kept any more.</param>
/// <param name="Attempts">Oldest first, at most the last 50.</param>
[GenerateSerializer, Alias("jv.DeliveryDetail"), Immutable]
public sealed record DeliveryDetail(
    [property: Id(0)] Delivery Delivery,
    [property: Id(1)] string? Payload,
    [property: Id(2)] ImmutableArray<DeliveryAttempt> Attempts);

/// <summary>One request to an endpoint.</summary>
[GenerateSerializer, Alias("jv.DeliveryAttempt"), Immutable]
public sealed record DeliveryAttempt
{
    [Id(0)] public required DateTimeOffset At { get; init; }

    /// <summary>The HTTP status; null when there was no answer.</summary>
    [Id(1)] public int? Status { get; init; }

    [Id(2)] public required int Milliseconds { get; init; }

    /// <summary>A sentence; null after a success.</summary>
    [Id(3)] public string? Error { get; init; }

    /// <summary>The first KiB of the answer to a failed attempt, as text.</summary>
    [Id(4)] public string? Answer { get; init; }

    public bool Succeeded => Status is >= 200 and < 300 && Error is null;
}

/// <summary>Which changes are sent again; one of the two is given.</summary>
[GenerateSerializer, Alias("jv.EndpointReplay"), Immutable]
public sealed record EndpointReplay
{
    /// <summary>All behind this place of the feed.</summary>
    [Id(0)] public string? After { get; init; }

    /// <summary>All that were stored at or after this.</summary>
    [Id(1)] public DateTimeOffset? Since { get; init; }

    /// <summary>Only what was never delivered.</summary>
    [Id(2)] public bool MissingOnly { get; init; }
}
