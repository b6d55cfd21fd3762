using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Tenants;

/// <summary>What is not in order, in whole sentences.</summary>
internal static class DiagnosticWarnings
{
    public static IEnumerable<string> Of(
        CompanyState state, CompanyConfiguration configuration, IReadOnlyList<KindHistory> history, RecordCounts counts, BudgetUsage budget)
    {
        foreach (var warning in ConfigurationWarnings.Of(state))
        {
            yield return warning;
        }

        foreach (var run in history.Select(h => h.LastEnded).OfType<SyncRun>().Where(run => run.Error is not null))
        {
            yield return $"The last {Name(run.Kind)} sync ended {Name(run.Status)}: {run.Error}";
        }

        if (counts.WebhooksDead > 0)
        {
            yield return $"{counts.WebhooksDead} webhooks were given up; look at them with GET …/webhooks?status=dead and replay them.";
        }

        if (budget is { BlockedUntil: { } until, BlockedBy: { } window })
        {
            yield return $"No request to Jobvite before {until:u}, because of the limit '{Name(window)}'.";
        }

        // Used-up days stop one kind of request only, so they do not count as blocked above.
        foreach (var day in budget.Windows.Where(w => w is { AvailableAt: not null, Window: BudgetWindow.CandidateDay or BudgetWindow.RequisitionDay }))
        {
            var what = day.Window == BudgetWindow.CandidateDay ? "candidate" : "requisition";
            yield return $"No {what} request to Jobvite before {day.AvailableAt:u}: the {day.Limit} of today are used up.";
        }

        if (configuration.SyncConfig is { SyncJobs: false, SyncCandidates: false, SyncOnboarding: false })
        {
            yield return "Nothing is synced: syncJobs, syncCandidates and syncOnboarding are all off.";
        }
    }

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
