using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Refreshes;
using Jobvite.Grains.Trimming;
using Jobvite.Grains.Webhooks;
using Jobvite.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Jobvite.Grains.Runs;

/// <summary>Puts a kind grain's worker together.</summary>
internal sealed class KindWorkerFactory(
    IEnumerable<IPageSource> sources,
    CompanyLinkFactory links,
    IRunStore runs,
    IRecordStore records,
    IEventStore events,
    IOptions<WebhookOptions> retries,
    IOptions<RetentionOptions> retention,
    GrainsInstruments instruments,
    TimeProvider time,
    ILoggerFactory loggers)
{
    /// <param name="kind">What it works on.</param>
    /// <param name="companyId">For whom.</param>
    /// <param name="keepAlive">Keeps the activation while background work is under way.</param>
    /// <param name="afterRun">Called when a run has ended here.</param>
    public KindWorker Create(SyncKind kind, string companyId, Action<TimeSpan> keepAlive, Action? afterRun = null)
    {
        var source = sources.Single(s => s.Kind == kind);
        var link = links.Create(companyId);
        return new KindWorker(
            companyId,
            source,
            link,
            new RunExecutor(companyId, source, link, runs, records, time, loggers.CreateLogger<RunExecutor>()),
            new RefreshLoop(companyId, source, link, events, retries.Value, retention.Value.Of(History.SettledEvents), new Random(), time, afterRun ?? (static () => { }), loggers.CreateLogger<RefreshLoop>(), instruments),
            runs,
            time,
            keepAlive,
            loggers.CreateLogger<KindWorker>());
    }
}
