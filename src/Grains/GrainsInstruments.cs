using System.Diagnostics.Metrics;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains;

/// <summary>What the grains count. No tenant, company or record is a tag: the number of series stays small, and metrics tell nobody's business.</summary>
internal sealed class GrainsInstruments
{
    public const string MeterName = "Jobvite.Grains";

    private readonly Counter<long> _webhooks;
    private readonly Histogram<int> _appendBatch;
    private readonly Counter<long> _refreshRetries;
    private readonly Counter<long> _leases;
    private readonly Counter<long> _trimmed;
    private int _appendQueue;

    public GrainsInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _webhooks = meter.CreateCounter<long>("jobvite.webhooks.received", "{event}", "Webhooks by the answer they got.");
        _appendBatch = meter.CreateHistogram<int>("jobvite.webhooks.append.batch", "{event}", "Events stored by one statement.");
        meter.CreateObservableUpDownCounter("jobvite.webhooks.append.queue", () => Volatile.Read(ref _appendQueue), "{event}", "Events that wait to be stored.");
        _refreshRetries = meter.CreateCounter<long>("jobvite.refreshes.failed", "{event}", "Failed refreshes of an event, by what follows.");
        _leases = meter.CreateCounter<long>("jobvite.budget.leases", "{request}", "Requests granted and refused, by priority.");
        _trimmed = meter.CreateCounter<long>("jobvite.history.trimmed", "{row}", "Old rows that were removed, by what they were.");
    }

    public void WebhookReceived(WebhookOutcome outcome) => _webhooks.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToString()));

    public void BatchAppended(int events) => _appendBatch.Record(events);

    public void AppendQueueChanged(int by) => Interlocked.Add(ref _appendQueue, by);

    /// <summary>An event's refresh failed: it is tried again, or given up.</summary>
    public void RefreshFailed(bool givenUp) => _refreshRetries.Add(1, new KeyValuePair<string, object?>("then", givenUp ? "dead" : "retry"));

    public void LeaseAnswered(BudgetPriority priority, bool granted) => _leases.Add(
        1, new KeyValuePair<string, object?>("priority", priority.ToString()), new KeyValuePair<string, object?>("granted", granted));

    public void HistoryTrimmed(History history, int rows) => _trimmed.Add(rows, new KeyValuePair<string, object?>("history", history.ToString()));
}
