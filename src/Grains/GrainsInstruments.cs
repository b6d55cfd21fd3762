using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Jobvite.Client;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains;

/// <summary>What the grains count. No tenant, company or record is a tag: the number of series stays small, and metrics tell nobody's business.</summary>
internal sealed class GrainsInstruments
{
    public const string MeterName = "Jobvite.Grains";

    private readonly Counter<long> _webhooks;
    /// <summary>From a refresh at once to one after hours of an outage; 60 s is the objective.</summary>
    private static readonly double[] VisibleSeconds = [0.5, 1, 2.5, 5, 10, 20, 30, 45, 60, 90, 120, 300, 600, 1800, 3600, 14400];

    private readonly Histogram<int> _appendBatch;
    private readonly Histogram<double> _visible;
    private readonly ConcurrentDictionary<string, DateTimeOffset> _blockedBudgets = new(StringComparer.Ordinal);
    private readonly Counter<long> _refreshRetries;
    private readonly Counter<long> _leases;
    private readonly Counter<long> _trimmed;
    private readonly Counter<long> _contacts;
    private readonly Counter<long> _deliveries;
    private readonly Counter<long> _skippedDeliveries;
    private readonly Counter<long> _notices;
    private EndpointTotals _endpoints = new();
    private int _appendQueue;
    private long _failingNotices;
    private long _databaseDownSince;
    private (HealthTotals Health, ClusterTotals Cluster, TimeProvider Time) _totals = (new(), new(), TimeProvider.System);

    public GrainsInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _webhooks = meter.CreateCounter<long>("jobvite.webhooks.received", "{event}", "Webhooks by the answer they got.");
        _appendBatch = meter.CreateHistogram(
            "jobvite.webhooks.append.batch", "{event}", "Events stored by one statement.", advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500] });
        _visible = meter.CreateHistogram(
            "jobvite.webhook.visible", "s", "From a webhook's arrival to its change being readable.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = VisibleSeconds });
        meter.CreateObservableGauge("jobvite.budgets.blocked", BlockedBudgets, "{budget}", "Request budgets of this silo that refused a request and have none to give yet.");
        meter.CreateObservableUpDownCounter("jobvite.webhooks.append.queue", () => Volatile.Read(ref _appendQueue), "{event}", "Events that wait to be stored.");
        _refreshRetries = meter.CreateCounter<long>("jobvite.refreshes.failed", "{event}", "Failed refreshes of an event, by what follows.");
        _leases = meter.CreateCounter<long>("jobvite.budget.leases", "{request}", "Requests granted and refused, by priority.");
        _trimmed = meter.CreateCounter<long>("jobvite.history.trimmed", "{row}", "Old rows that were removed, by what they were.");
        _contacts = meter.CreateCounter<long>("jobvite.contacts", "{request}", "Requests to Jobvite for companies' records, by endpoint and outcome.");
        _deliveries = meter.CreateCounter<long>("jobvite.deliveries", "{delivery}", "Changes sent to endpoints, by what came of it.");
        _skippedDeliveries = meter.CreateCounter<long>("jobvite.deliveries.skipped", null, "How often an endpoint went on behind changes that were not kept any more.");
        _notices = meter.CreateCounter<long>("jobvite.notices", "{message}", "Messages about incidents and tests, by channel and what came of it.");
        meter.CreateObservableGauge("jobvite.notices.failing", () => Volatile.Read(ref _failingNotices), "{channel}", "Channels of companies on which the last notice could not be sent.");
        meter.CreateObservableGauge("jobvite.deliveries.oldest.waiting", () => Age(_endpoints.OldestWaitingAt), "s", "How long ago the oldest change was stored that an enabled endpoint was not sent yet.");
        meter.CreateObservableGauge("jobvite.endpoints", Endpoints, null, "Endpoints of all companies by state.");
        meter.CreateObservableGauge("jobvite.database.up", () => DatabaseDownSince is null ? 1 : 0, null, "1 while the database answers and takes writes.");
        meter.CreateObservableGauge("jobvite.webhooks.waiting", () => _totals.Cluster.WebhooksPending, null, "Webhooks of all companies that wait.");
        meter.CreateObservableGauge("jobvite.webhooks.oldest.waiting", () => Age(_totals.Cluster.OldestPendingAt), "s", "How long the oldest of them has waited.");
        meter.CreateObservableGauge("jobvite.webhooks.dead", () => _totals.Cluster.WebhooksDead, null, "Webhooks of all companies that failed permanently.");
        meter.CreateObservableGauge("jobvite.incidents.open", () => _totals.Health.IncidentsOpen, null, "Open incidents of all companies.");
        meter.CreateObservableGauge("jobvite.companies", Companies, null, "Companies by health.");
        meter.CreateObservableGauge("jobvite.sync.last.complete.age", CompleteAges, "s", "Of each kind, the age of the last complete run at the company where it is longest ago.");
    }

    /// <summary>Since when the database does not answer or takes no writes; null while it does.</summary>
    public DateTimeOffset? DatabaseDownSince => Volatile.Read(ref _databaseDownSince) is > 0 and var ticks ? new(ticks, TimeSpan.Zero) : null;

    public void DatabaseIsUp() => Volatile.Write(ref _databaseDownSince, 0);

    public void DatabaseIsDown(DateTimeOffset now) => Interlocked.CompareExchange(ref _databaseDownSince, now.UtcTicks, 0);

    public void WebhookReceived(WebhookOutcome outcome) => _webhooks.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));

    public void BatchAppended(int events) => _appendBatch.Record(events);

    public void AppendQueueChanged(int by) => Interlocked.Add(ref _appendQueue, by);

    /// <summary>An event's refresh failed: it is tried again, or fails permanently.</summary>
    public void RefreshFailed(bool isDead) => _refreshRetries.Add(1, new KeyValuePair<string, object?>("then", isDead ? "dead" : "retry"));

    public void LeaseAnswered(BudgetPriority priority, bool granted) => _leases.Add(
        1, new KeyValuePair<string, object?>("priority", priority.ToString()), new KeyValuePair<string, object?>("granted", Granted(granted)));

    /// <summary>An event's change can be read now.</summary>
    public void BecameVisible(TimeSpan afterArrival) => _visible.Record(Math.Max(0, afterArrival.TotalSeconds));

    /// <summary>A budget refused a request.</summary>
    /// <param name="key">Whose; it is no tag.</param>
    /// <param name="until">When it may have one again.</param>
    public void BudgetBlocked(string key, DateTimeOffset until) => _blockedBudgets[key] = until;

    public void HistoryTrimmed(History history, int rows) => _trimmed.Add(rows, new KeyValuePair<string, object?>("history", history.ToString()));

    public void JobviteContacted(JobviteEndpoint endpoint, FailureKind? failure) => _contacts.Add(1, ContactTags(endpoint, failure?.ToString() ?? "Ok"));

    public void Delivered(int count) => _deliveries.Add(count, new KeyValuePair<string, object?>("outcome", "delivered"));

    /// <summary>Deliveries failed: they are tried again, or fail permanently.</summary>
    public void DeliveryFailed(bool isDead, int count) => _deliveries.Add(count, new KeyValuePair<string, object?>("outcome", isDead ? "dead" : "retry"));

    /// <summary>Changes were older than the feed keeps them before an endpoint was sent them.</summary>
    public void DeliveriesSkipped(int count = 1) => _skippedDeliveries.Add(count);

    /// <summary>An attempt to send a message about incidents has ended.</summary>
    public void NoticeSent(NoticeChannel channel, bool isSent, int count = 1) => _notices.Add(
        count, new("channel", channel.ToString().ToLowerInvariant()), new("outcome", isSent ? "sent" : "failed"));

    /// <summary>What the gauge of channels shows until the next call.</summary>
    public void NoticeChannelsAre(long failing) => Volatile.Write(ref _failingNotices, failing);

    /// <summary>What the gauges of all endpoints show until the next call.</summary>
    public void EndpointsAre(EndpointTotals endpoints) => _endpoints = endpoints;

    /// <summary>What the gauges of all companies show until the next call.</summary>
    public void HealthIs(HealthTotals health, ClusterTotals cluster, TimeProvider time) => _totals = (health, cluster, time);

    /// <summary>
    /// Adds nothing to every series that an alarm may be made of: one that does not exist yet looks like one that is well. A meter that
    /// nobody listens to forgets this, so it is repeated.
    /// </summary>
    public void ShowEverySeries()
    {
        foreach (var outcome in Enum.GetValues<WebhookOutcome>())
        {
            _webhooks.Add(0, new KeyValuePair<string, object?>("outcome", outcome.ToString()));
        }

        Delivered(0);
        DeliveryFailed(isDead: false, 0);
        DeliveryFailed(isDead: true, 0);
        DeliveriesSkipped(0);
        foreach (var channel in Enum.GetValues<NoticeChannel>())
        {
            NoticeSent(channel, isSent: true, 0);
            NoticeSent(channel, isSent: false, 0);
        }

        _refreshRetries.Add(0, new KeyValuePair<string, object?>("then", "dead"));
        _refreshRetries.Add(0, new KeyValuePair<string, object?>("then", "retry"));
        foreach (var priority in Enum.GetValues<BudgetPriority>())
        {
            _leases.Add(0, new("priority", priority.ToString()), new("granted", Granted(true)));
            _leases.Add(0, new("priority", priority.ToString()), new("granted", Granted(false)));
        }

        foreach (var history in Enum.GetValues<History>())
        {
            HistoryTrimmed(history, 0);
        }

        foreach (var endpoint in Enum.GetValues<JobviteEndpoint>())
        {
            foreach (var outcome in Enum.GetNames<FailureKind>().Prepend("Ok"))
            {
                _contacts.Add(0, ContactTags(endpoint, outcome));
            }
        }
    }

    private static KeyValuePair<string, object?>[] ContactTags(JobviteEndpoint endpoint, string outcome) =>
        [new("endpoint", endpoint.ToString()), new("outcome", outcome)];

    private static string Granted(bool granted) => granted ? "true" : "false";

    private IEnumerable<Measurement<long>> Companies() => Enum.GetValues<HealthStatus>().Select(status => new Measurement<long>(
        _totals.Health.Companies.GetValueOrDefault(status), new KeyValuePair<string, object?>("health", char.ToLowerInvariant(status.ToString()[0]) + status.ToString()[1..])));

    private IEnumerable<Measurement<long>> Endpoints() =>
        [new(_endpoints.Well, State("ok")), new(_endpoints.Failing, State("failing")), new(_endpoints.Disabled, State("disabled"))];

    private static KeyValuePair<string, object?> State(string state) => new("state", state);

    private IEnumerable<Measurement<double>> CompleteAges() => Enum.GetValues<SyncKind>().Select(kind => new Measurement<double>(
        Age(_totals.Health.OldestComplete.TryGetValue(kind, out var oldest) ? oldest : null), new KeyValuePair<string, object?>("kind", kind.ToString().ToLowerInvariant())));

    private int BlockedBudgets()
    {
        var now = _totals.Time.GetUtcNow();
        foreach (var (key, _) in _blockedBudgets.Where(budget => budget.Value <= now))
        {
            _blockedBudgets.TryRemove(key, out _);
        }

        return _blockedBudgets.Count;
    }

    private double Age(DateTimeOffset? since) => since is { } at ? Math.Max(0, (_totals.Time.GetUtcNow() - at).TotalSeconds) : 0;
}
