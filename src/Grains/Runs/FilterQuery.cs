using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Runs;

/// <summary>The filters of the settings as query parameters: a name with several values comes several times.</summary>
internal static class FilterQuery
{
    public static IReadOnlyCollection<KeyValuePair<string, string>> OfJobs(SyncSettings settings) => Of(settings.JobFilters, settings.RepeatedJobFilters);

    public static IReadOnlyCollection<KeyValuePair<string, string>> OfCandidates(SyncSettings settings) => Of(settings.CandidateFilters, settings.RepeatedCandidateFilters);

    private static List<KeyValuePair<string, string>> Of(ImmutableDictionary<string, string> filters, ImmutableDictionary<string, ImmutableArray<string>> repeated) =>
        [.. filters.OrderBy(filter => filter.Key, StringComparer.Ordinal)
            .SelectMany(filter => repeated.GetValueOrDefault(filter.Key, [filter.Value]).Select(value => KeyValuePair.Create(filter.Key, value)))];
}
