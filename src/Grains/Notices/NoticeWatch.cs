using Jobvite.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Jobvite.Grains.Notices;

/// <summary>
/// Looks every ten seconds which companies are to be told of something, and sends it. Runs in every silo beside the watch that judges, which does not
/// wait for it: several silos share the work, because each takes a channel before it sends.
/// </summary>
internal sealed partial class NoticeWatch(
    INoticeStore store,
    NoticeDelivery delivery,
    IOptions<NoticeOptions> options,
    GrainsInstruments instruments,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<NoticeWatch> logger) : BackgroundService
{
    private const int Most = 200;
    private const int AtOnce = 8;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => lifetime.WhileRunning(
        async stopping =>
        {
            while (true)
            {
                await Look(stopping);
                await Task.Delay(options.Value.Look, time, stopping);
            }
        },
        stoppingToken);

    /// <summary>Sends what is due. Throws only when cancelled.</summary>
    internal async Task Look(CancellationToken cancellationToken)
    {
        try
        {
            var due = await store.FindDue(delivery.Times, Most, cancellationToken);
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (target, _) => await Deliver(target, cancellationToken));
            instruments.NoticeChannelsAre(await store.CountFailing(cancellationToken));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogLookFailed(exception);
        }
    }

    private async Task Deliver(NoticeTarget target, CancellationToken cancellationToken)
    {
        try
        {
            await delivery.Deliver(target, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The others are told all the same.
            LogNotDelivered(exception, target.CompanyId);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Notices of incidents could not be looked for; it is tried again in seconds")]
    private partial void LogLookFailed(Exception exception);

    [LoggerMessage(LogLevel.Warning, "Notices of company {CompanyId} could not be sent or noted; it is tried again in minutes")]
    private partial void LogNotDelivered(Exception exception, string companyId);
}
