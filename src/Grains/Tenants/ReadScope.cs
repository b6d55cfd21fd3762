using System.Text.Json;

namespace Jobvite.Grains.Tenants;

/// <summary>Which of Jobvite's records the settings show: the environment and the filters.</summary>
internal static class ReadScope
{
    /// <summary>Equal texts for settings that show the same records.</summary>
    public static string Of(CompanyState company) => JsonSerializer.Serialize(new
    {
        company.Environment,
        Jobs = company.Settings.JobFilters.OrderBy(f => f.Key, StringComparer.Ordinal),
        Candidates = company.Settings.CandidateFilters.OrderBy(f => f.Key, StringComparer.Ordinal),
        RepeatedJobs = company.Settings.RepeatedJobFilters?.OrderBy(f => f.Key, StringComparer.Ordinal),
        RepeatedCandidates = company.Settings.RepeatedCandidateFilters?.OrderBy(f => f.Key, StringComparer.Ordinal),
        Onboarding = company.Settings.OnboardingFilters,
    });
}
