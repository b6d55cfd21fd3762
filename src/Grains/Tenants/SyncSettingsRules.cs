using System.Collections.Immutable;
using Jobvite.Client;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Onboarding;
using Jobvite.Grains.Runs;
using OnboardingFilter = Jobvite.Grains.Interfaces.OnboardingFilter;

namespace Jobvite.Grains.Tenants;

/// <summary>What makes sync settings valid.</summary>
internal static class SyncSettingsRules
{
    private const int MostFilters = 20;
    private const int MostExcluded = 100;

    private static readonly ImmutableDictionary<string, ImmutableArray<string>> None = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>The settings after a change; what is wrong goes to <paramref name="errors"/>.</summary>
    public static SyncSettings Apply(SyncSettingsPatch? patch, SyncSettings stored, Dictionary<string, string> errors, int mostDeletedRecordsDays = 3650)
    {
        if (patch is null)
        {
            return stored;
        }

        var changed = stored with
        {
            SyncJobs = patch.SyncJobs ?? stored.SyncJobs,
            SyncCandidates = patch.SyncCandidates ?? stored.SyncCandidates,
            SyncOnboarding = patch.SyncOnboarding ?? stored.SyncOnboarding,
            SyncTasks = patch.SyncTasks ?? stored.SyncTasks,
            SyncDocuments = patch.SyncDocuments ?? stored.SyncDocuments,
            IntervalMinutes = patch.IntervalMinutes ?? stored.IntervalMinutes,
            FullSyncHours = patch.FullSyncHours ?? stored.FullSyncHours,
            CandidateSyncLimit = patch.CandidateSyncLimitGiven ? patch.CandidateSyncLimit : stored.CandidateSyncLimit,
            JobFilters = patch.JobFilters ?? stored.JobFilters,
            CandidateFilters = patch.CandidateFilters ?? stored.CandidateFilters,
            RepeatedJobFilters = patch.JobFilters is null ? stored.RepeatedJobFilters : patch.RepeatedJobFilters ?? None,
            RepeatedCandidateFilters = patch.CandidateFilters is null ? stored.RepeatedCandidateFilters : patch.RepeatedCandidateFilters ?? None,
            OnboardingFilters = patch.OnboardingFilters ?? stored.OnboardingFilters,
            StoreEeoData = patch.StoreEeoData ?? (patch.ExcludedFields?.Contains(SyncSettings.EeoField) == true ? false : stored.StoreEeoData),
            DeletedRecordsDays = patch.DeletedRecordsDaysGiven ? patch.DeletedRecordsDays : stored.DeletedRecordsDays,
            ExcludedFields = patch.ExcludedFields is { } excluded ? Sorted(excluded) : stored.ExcludedFields,
        };
        if (patch.DeletedRecordsDaysGiven && patch.DeletedRecordsDays is { } days && (days < 1 || days > mostDeletedRecordsDays))
        {
            errors["syncConfig.deletedRecordsDays"] = $"must be 1 to {mostDeletedRecordsDays} days, which is what whoever runs this service allows, or null for that.";
        }

        if (patch.ExcludedFields is { } named && FindProblem(named, patch.StoreEeoData) is { } wrong)
        {
            errors["syncConfig.excludedFields"] = wrong;
        }

        Range("syncConfig.intervalMinutes", changed.IntervalMinutes, 5, 10_080, "minutes");
        Range("syncConfig.fullSyncHours", changed.FullSyncHours, 1, 720, "hours");
        Range("syncConfig.candidateSyncLimit", changed.CandidateSyncLimit ?? 1, 1, int.MaxValue, "records, or null for no limit");
        Filters("syncConfig.jobFilters", FilterQuery.OfJobs(changed));
        Filters("syncConfig.candidateFilters", FilterQuery.OfCandidates(changed));
        if (FindProblem(changed.OnboardingFilters) is { } condition)
        {
            errors["syncConfig.onboardingFilters"] = condition;
        }

        return changed;

        void Range(string field, int value, int least, int most, string unit)
        {
            if (value < least || value > most)
            {
                errors[field] = most == int.MaxValue ? $"must be at least {least} {unit}." : $"must be {least} to {most} {unit}.";
            }
        }

        void Filters(string field, IReadOnlyCollection<KeyValuePair<string, string>> filters)
        {
            var problem = filters.Count > MostFilters ? $"must have at most {MostFilters} values in all." : JobviteFilters.FindProblem(filters);
            if (problem is not null)
            {
                errors[field] = problem;
            }
        }
    }

    private static ImmutableArray<string> Sorted(ImmutableArray<string> excluded) =>
        [.. excluded.Where(name => name != SyncSettings.EeoField).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string? FindProblem(ImmutableArray<string> excluded, bool? storeEeoData)
    {
        var unknown = excluded.Where(name => name != SyncSettings.EeoField && !ExcludedFields.IsKnown(name)).Take(5).ToList();
        if (unknown.Count > 0)
        {
            var ids = unknown.Exists(name => name.EndsWith(".id", StringComparison.OrdinalIgnoreCase)) ? " Ids cannot be excluded: records are told apart by them." : "";
            return $"must not name {string.Join(", ", unknown.Select(name => $"'{(name.Length > 100 ? name[..100] : name)}'"))}.{ids} Known are: {string.Join(", ", ExcludedFields.Known.Append(SyncSettings.EeoField))}.";
        }

        return excluded.Length > MostExcluded ? $"must name at most {MostExcluded} fields."
            : storeEeoData == true && excluded.Contains(SyncSettings.EeoField) ? $"must not name {SyncSettings.EeoField} while storeEeoData is true."
            : null;
    }

    private static string? FindProblem(ImmutableArray<OnboardingFilter> filters)
    {
        if (filters.Length > MostFilters)
        {
            return $"must have at most {MostFilters} conditions.";
        }

        foreach (var filter in filters)
        {
            if (filter.Field.Length is 0 or > 64 || !filter.Field.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.'))
            {
                return "must name fields with 1 to 64 letters, digits, '_' or '.'.";
            }

            if (!OnboardingConditions.IsOperator(filter.Operator))
            {
                return $"must use one of the operators eq, in, nin, lt, lte, gt, gte for '{filter.Field}'.";
            }

            var many = filter.Operator.EndsWith("in", StringComparison.OrdinalIgnoreCase);
            if (filter.Values.Length is 0 or > 100 || (!many && filter.Values.Length != 1) || filter.Values.Any(v => v.Length > 512))
            {
                return $"must give '{filter.Field}' {(many ? "1 to 100 values" : "one value")} of at most 512 characters.";
            }
        }

        return null;
    }
}
