using System.Text.Json;

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
