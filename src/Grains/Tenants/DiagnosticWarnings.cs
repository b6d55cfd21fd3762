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

        foreach (var warning in CompanySources.Warnings(state, history))
        {
            yield return warning;
        }

        foreach (var one in history)
        {
            if (one.LastEnded is { Error: { } error } run)
            {
                yield return $"The last {Name(run.Kind)} sync ended {Name(run.Status)}: {error}";
            }

            if (one.Withheld is { } withheld && withheld.RunId != one.LastEnded?.RunId)
            {
                yield return $"{withheld.Missing} of {withheld.Live} {Name(one.Kind)} records were missing at Jobvite at {withheld.At:u} and are still shown, because that looks like a fault (run {withheld.RunId}). If they were really removed there, start a full sync of {Name(one.Kind)} by hand to confirm.";
            }
        }

        var candidates = history.FirstOrDefault(h => h.Kind == SyncKind.Candidates)?.LastEnded;
        if (configuration.SyncConfig is { SyncCandidates: true, CandidateSyncLimit: { } limit }
            && candidates?.Progress.Total is var total && !(total <= limit)
            && candidates?.Error?.Contains("candidateSyncLimit", StringComparison.Ordinal) != true)
        {
            yield return $"No more than {limit} of {(total is null ? "all" : $"the {total}")} candidates are read, because candidateSyncLimit is {limit}. Set it to null to read all of them.";
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
