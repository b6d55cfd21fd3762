using Jobvite.Client;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Records;
using Jobvite.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Scrubbing;

/// <summary>
/// Takes EEO data, and excluded fields, out of what is stored of companies that do not want them, a small batch at a time and with pauses between. Runs in every
/// silo: orders are in the database, whoever comes first works on one, and whoever comes after a crash goes on with it.
/// </summary>
internal sealed partial class Scrubber(
    IScrubStore scrubs, IRecordCompletion completion, IGrainFactory grains, IHostApplicationLifetime lifetime, TimeProvider time, Random random, ILogger<Scrubber> logger) : BackgroundService
{
    /// <summary>From one look for orders to the next, spread by a fifth to either side.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>
    /// An order is written just before the setting that it belongs to. When the company wants EEO data all the same after this time, the
    /// setting was never saved, or was taken back.
    /// </summary>
    public static readonly TimeSpan Doubt = TimeSpan.FromMinutes(5);

    private const int BatchSize = 200;
    private const int MostOrders = 100;

    // Then the newest order comes first again: nobody who switches EEO data off waits for a large company to be done.
    private const int BatchesInARow = 50;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(20);

    /// <summary>How much longer than its batch a pause is: a database that is busy gets more rest.</summary>
    private const int PausesPerBatch = 2;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => lifetime.WhileRunning(
        async stopping =>
        {
            while (true)
            {
                await Task.Delay(Interval * (0.8 + (0.4 * random.NextDouble())), time, stopping);
                await ScrubDue(stopping);
            }
        },
        stoppingToken);

    /// <summary>Carries out all orders that are due. Throws only when cancelled.</summary>
    internal async Task ScrubDue(CancellationToken cancellationToken)
    {
        while (await Look(cancellationToken))
        {
        }
    }

    /// <summary>False when there is nothing more to do for now.</summary>
    private async Task<bool> Look(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var order in await scrubs.FindDue(MostOrders, cancellationToken))
            {
                if (await Scrub(order, cancellationToken))
                {
                    return true;
                }
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(exception);
        }

        return false;
    }

    /// <summary>False when nothing was, or could be, done about this order.</summary>
    private async Task<bool> Scrub(ScrubOrder order, CancellationToken cancellationToken)
    {
        try
        {
            var settings = await grains.GetGrain<ICompanyGrain>(CompanyKey.Of(order.CompanyId).ToString()).GetSettings();
            var unwanted = new Unwanted(settings?.StoreEeoData == true, ExcludedFields.Of(settings?.ExcludedFields ?? []));
            if (unwanted.IsNothing)
            {
                if (time.GetUtcNow() - order.OrderedAt > Doubt)
                {
                    await scrubs.Withdraw(order, cancellationToken);
                }

                return false;
            }

            var changed = 0;
            for (var batches = 1; batches <= BatchesInARow; batches++)
            {
                var start = time.GetTimestamp();
                if (await scrubs.Scrub(order.CompanyId, unwanted, BatchSize, cancellationToken) is not { } batch)
                {
                    return batches > 1;
                }

                changed += batch.Changed;
                if (batch.Changed > 0 && !settings!.ExcludedFields.IsEmpty)
                {
                    // What is searched is made anew of what is left.
                    await completion.Complete(new RecordReading(), BatchSize, cancellationToken);
                }

                if (batch.EndsPass)
                {
                    break;
                }

                var pause = time.GetElapsedTime(start) * PausesPerBatch;
                await Task.Delay(pause > ShortestPause ? pause : ShortestPause, time, cancellationToken);
            }

            if (changed > 0)
            {
                LogScrubbed(changed);
            }

            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The others' orders may be carried out all the same; this one is found again.
            LogFailed(exception);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "Took data out of {Count} rows of a company that does not want them")]
    private partial void LogScrubbed(int count);

    [LoggerMessage(LogLevel.Error, "Data that are not wanted could not be taken out; it is tried again in about ten seconds")]
    private partial void LogFailed(Exception exception);

    /// <summary>What a company does not want to be kept.</summary>
    private sealed class Unwanted(bool keepsEeoData, ExcludedFields excluded) : IScrub
    {
        public bool IsNothing => keepsEeoData && excluded.IsEmpty;

        public IReadOnlyCollection<string> DroppedDocuments { get; } = [.. new[] { "resume", "cover_letter", "attachment" }.Where(type => !excluded.KeepsDocuments(type))];

        public string Record(string rawJson) => keepsEeoData ? rawJson : EeoData.RemoveFromRecord(rawJson);

        public string Record(string table, string rawJson) => Sort(table) is { } sort && excluded.Touches(sort) ? excluded.RemoveFrom(sort, Record(rawJson)) : Record(rawJson);

        public IReadOnlyCollection<string>? Cleared(string table) => Sort(table) is { } sort && excluded.Touches(sort) ? excluded.MembersOf(sort) : null;

        public byte[] Body(byte[] body) => excluded.RemoveFromBody(keepsEeoData ? body : EeoData.RemoveFromBody(body));

        private static string? Sort(string table) => table switch
        {
            "candidates" => "candidate",
            "applications" => "application",
            "jobs" => "job",
            "onboarding_processes" => "process",
            _ => null,
        };
    }
}

/// <summary>Registers it.</summary>
internal static class ScrubbingRegistration
{
    /// <summary>The host registers <see cref="IScrubStore"/>.</summary>
    public static IServiceCollection AddScrubbing(this IServiceCollection services) =>
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<Scrubber>(provider, new Random()));
}
