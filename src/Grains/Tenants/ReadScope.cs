using System.Text.Json;
using Jobvite.Storage;

namespace Jobvite.Grains.Tenants;

/// <summary>Which of Jobvite's records the settings show: the source, the environment, the filters and the limit.</summary>
internal static class ReadScope
{
    /// <summary>
    /// Whether runs under way must end: one that reads one part with the former settings and another with the new ones would take what
    /// neither showed it for deleted.
    /// </summary>
    public static bool Changes(CompanyState before, CompanyState after) =>
        !before.Connected || after.SourceSince != before.SourceSince || Of(after) != Of(before);

    /// <summary>Equal texts for settings that show the same records.</summary>
    public static string Of(CompanyState company) => JsonSerializer.Serialize(new
    {
        company.Environment,
        company.Settings.CandidateSyncLimit,
        Jobs = company.Settings.JobFilters.OrderBy(f => f.Key, StringComparer.Ordinal),
        Candidates = company.Settings.CandidateFilters.OrderBy(f => f.Key, StringComparer.Ordinal),
        RepeatedJobs = company.Settings.RepeatedJobFilters?.OrderBy(f => f.Key, StringComparer.Ordinal),
        RepeatedCandidates = company.Settings.RepeatedCandidateFilters?.OrderBy(f => f.Key, StringComparer.Ordinal),
        Onboarding = company.Settings.OnboardingFilters,
    });
}

/// <summary>Ends the runs that read another part of Jobvite's records than new settings show.</summary>
internal sealed class ScopeChange(IRunStore runs, TimeProvider time)
{
    /// <summary><paramref name="after"/> as it is to be stored; runs under way have been told to end with <paramref name="reason"/> where they must.</summary>
    public async Task<CompanyState> Settle(string companyId, CompanyState before, CompanyState after, string reason, CancellationToken cancellationToken)
    {
        if (!ReadScope.Changes(before, after))
        {
            return after;
        }

        await runs.CancelAll(companyId, reason, cancellationToken);
        return after with { ReadScopeSince = time.GetUtcNow() };
    }
}
