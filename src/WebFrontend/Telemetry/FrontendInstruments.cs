using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>What the front counts beside ASP.NET's own figures. No tag names a tenant, a company or a record.</summary>
internal sealed class FrontendInstruments
{
    public const string MeterName = "Jobvite.WebFrontend";

    private readonly Counter<long> _webhooks;
    private readonly Counter<long> _shed;
    private readonly Counter<long> _failedCalls;
    private readonly UpDownCounter<long> _watchers;
    private readonly ConcurrentDictionary<string, bool> _awayAuthorities = new();

    public FrontendInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _webhooks = meter.CreateCounter<long>("jobvite.frontend.webhooks", "{event}", "Webhooks that reached a company's inbox, by answer.");
        _shed = meter.CreateCounter<long>("jobvite.frontend.webhooks.shed", "{event}", "Webhooks sent away because too many were under way, by whose they were.");
        _failedCalls = meter.CreateCounter<long>("jobvite.grain.calls.failed", "{call}", "Requests that were answered 503 because a call to a silo failed, by reason.");
        _watchers = meter.CreateUpDownCounter<long>("jobvite.runs.watchers", "{connection}", "Open event streams of runs.");
        meter.CreateObservableGauge("jobvite.frontend.database.up", () => DatabaseUp ? 1 : 0, null, "1 while a silo answers that the database is there and takes writes.");
        meter.CreateObservableGauge("jobvite.frontend.authority.unreachable", () => AuthorityUnreachable ? 1 : 0, "{state}", "1 while the keys of an authority cannot be loaded.");
    }

    /// <summary>A silo answered not long ago that its database is there and takes writes.</summary>
    public bool DatabaseUp { get; set; }

    /// <summary>The last attempt to read an authority's keys failed.</summary>
    public bool AuthorityUnreachable => !_awayAuthorities.IsEmpty;

    public void AuthorityAnswered(string setting, bool answered)
    {
        if (answered)
        {
            _awayAuthorities.TryRemove(setting, out _);
        }
        else
        {
            _awayAuthorities[setting] = true;
        }
    }

    public void WebhookAnswered(WebhookSource source, WebhookOutcome outcome) =>
        _webhooks.Add(1, new("source", EnumText.Of(source)), new("outcome", EnumText.Of(outcome)));

    public void GrainCallFailed(GrainCallFailure reason, int count = 1) => _failedCalls.Add(count, new KeyValuePair<string, object?>("reason", EnumText.Of(reason)));

    /// <summary>Adds nothing to every series: one that does not exist yet looks like one that is well.</summary>
    public void ShowEverySeries()
    {
        foreach (var reason in Enum.GetValues<GrainCallFailure>())
        {
            GrainCallFailed(reason, count: 0);
        }

        foreach (var source in Enum.GetValues<WebhookSource>())
        {
            foreach (var outcome in Enum.GetValues<WebhookOutcome>())
            {
                _webhooks.Add(0, new("source", EnumText.Of(source)), new("outcome", EnumText.Of(outcome)));
            }

            _shed.Add(0, new("source", EnumText.Of(source)), new("busy", "company"));
            _shed.Add(0, new("source", EnumText.Of(source)), new("busy", "service"));
        }
    }

    public void WebhookShed(WebhookSource source, bool ownDoing) =>
        _shed.Add(1, new("source", EnumText.Of(source)), new("busy", ownDoing ? "company" : "service"));

    public void WatcherCame() => _watchers.Add(1);

    public void WatcherLeft() => _watchers.Add(-1);
}

/// <summary>Why a call to a silo had no result.</summary>
internal enum GrainCallFailure
{
    /// <summary>No answer in time.</summary>
    Timeout,

    /// <summary>The silo is gone, busy or not there yet.</summary>
    Unavailable,

    /// <summary>The database is away or takes no writes.</summary>
    Database,

    /// <summary>A company's stored settings cannot be read.</summary>
    State,
}
