using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Tenants;

/// <summary>What is not in order, in whole sentences: the open incidents of the company's health, and what its settings bring about.</summary>
internal static class DiagnosticWarnings
{
    public static IEnumerable<string> Of(
        CompanyState state, CompanyConfiguration configuration, IReadOnlyList<KindHistory> history, HealthReport health)
    {
        foreach (var warning in ConfigurationWarnings.Of(state))
        {
            yield return warning;
        }

        foreach (var warning in CompanySources.Warnings(state, history))
        {
            yield return warning;
        }

        foreach (var incident in health.Incidents.Where(one => one.EndedAt is null && one.Subject is not ("settings:onboarding-key" or "webhooks:no-key")))
        {
            yield return incident.ToString();
        }

        var candidates = history.FirstOrDefault(h => h.Kind == SyncKind.Candidates)?.LastEnded;
        if (configuration.SyncConfig is { SyncCandidates: true, CandidateSyncLimit: { } limit }
            && candidates?.Progress.Total is var total && !(total <= limit)
            && candidates?.Error?.Contains("candidateSyncLimit", StringComparison.Ordinal) != true)
        {
            yield return $"No more than {limit} of {(total is null ? "all" : $"the {total}")} candidates are read, because candidateSyncLimit is {limit}. Set it to null to read all of them.";
        }
    }
}
