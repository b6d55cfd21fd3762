namespace Jobvite.Sandbox;

/// <summary>
/// Finds the entries for a filter. The last answer is kept until a record changes: a filtered list of 200,000 people is read
/// page by page, and looking through all of them for each page would be most of the work.
/// </summary>
internal sealed class CandidateLists(SandboxWorld world)
{
    private Answer? _last;

    public IReadOnlyList<CandidateEntry> Find(CandidateFilter filter, SandboxQuirks quirks)
    {
        var people = world.People;
        if (filter.IsEmpty && !quirks.ApplicationsAsList && !quirks.NewestFirst)
        {
            return people.Entries;
        }

        var version = people.Version;
        if (Volatile.Read(ref _last) is { } last && last.Version == version && last.Filter == filter && ReferenceEquals(last.Quirks, quirks))
        {
            return last.Entries;
        }

        var matching = people.Entries.Where(entry => filter.Takes(world, entry));
        if (quirks.NewestFirst)
        {
            matching = matching.OrderByDescending(people.UpdatedAt);
        }

        var entries = quirks.ApplicationsAsList ? matching.DistinctBy(people.Owner).ToArray() : [.. matching];
        Volatile.Write(ref _last, new Answer(version, filter, quirks, entries));
        return entries;
    }

    private sealed record Answer(long Version, CandidateFilter Filter, SandboxQuirks Quirks, CandidateEntry[] Entries);
}
