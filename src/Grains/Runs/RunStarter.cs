using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tenants;
using Jobvite.Storage;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Runs;

/// <summary>Starts a company's runs: those that people ask for, and those that are due.</summary>
internal sealed partial class RunStarter(IRunStore runs, IGrainFactory grains, AuditTrail audit, TimeProvider time, ILogger<RunStarter> logger)
{
    /// <summary>Starts a run of one kind for somebody, joins one, or lets it wait.</summary>
    public async Task<StartSyncResult> Start(
        string companyId, CompanyState company, SyncKind kind, SyncRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var history = await runs.GetHistory(companyId, cancellationToken);
        var result = await Start(companyId, company, kind, request, RunTrigger.Person, Of(history, kind, company), cancellationToken);
        if (result.Outcome is StartSyncOutcome.Started or StartSyncOutcome.Queued)
        {
            await audit.Write(companyId, AuditActions.StartSync, caller, $"{kind}, {result.Run!.Mode}".ToLowerInvariant(), $"{result.Run.RunId}");
        }

        return result;
    }

    /// <summary>Starts what the settings switch on and is due. A kind that cannot be started is tried again at the next tick.</summary>
    public async Task StartDue(string companyId, CompanyState company)
    {
        var settings = company.Settings.ToSettings();
        var history = await runs.GetHistory(companyId, CancellationToken.None);
        foreach (var kind in Enum.GetValues<SyncKind>().Where(settings.Includes))
        {
            var own = Of(history, kind, company);
            if (!ScheduleRule.IsDue(companyId, own, settings, time.GetUtcNow()))
            {
                continue;
            }

            try
            {
                var started = await Start(companyId, company, kind, new SyncRequest(), RunTrigger.Schedule, own, CancellationToken.None);
                LogTick(kind, started.Outcome);
            }
            catch (Exception exception)
            {
                // One kind in trouble must not keep the others from starting.
                LogTickFailed(exception, kind);
            }
        }
    }

    private static KindHistory? Of(IReadOnlyList<KindHistory> history, SyncKind kind, CompanyState company) =>
        history.FirstOrDefault(h => h.Kind == kind)?.Since(company.ReadScopeSince);

    private Task<StartSyncResult> Start(
        string companyId, CompanyState company, SyncKind kind, SyncRequest request, RunTrigger trigger, KindHistory? history, CancellationToken cancellationToken)
    {
        var run = RunRule.Decide(kind, request, trigger, company.Settings.ToSettings(), history, company.SourceSince, time.GetUtcNow());
        return grains.GetKindGrain(kind, companyId).StartSync(run with { Version = company.Version }, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Scheduled {Kind} run: {Outcome}.")]
    private partial void LogTick(SyncKind kind, StartSyncOutcome outcome);

    [LoggerMessage(Level = LogLevel.Error, Message = "The scheduled {Kind} run could not be started; the next tick tries it again.")]
    private partial void LogTickFailed(Exception exception, SyncKind kind);
}
