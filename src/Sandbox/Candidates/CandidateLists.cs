namespace Jobvite.Sandbox;

/// <summary>
/// Finds the entries for a filter. The last answer is kept until a record changes: a filtered list of 200,000 people is read
/// page by page, and looking through all of them for each page would be most of the work.
/// </summary>
internal sealed class CandidateLists(People people)
{
    private Answer? _last;

    public IReadOnlyList<CandidateEntry> Find(CandidateFilter filter, bool oncePerPerson)
    {
        if (filter.IsEmpty && !oncePerPerson)
        {
            return people.Entries;
        }

        var version = people.Version;
        if (Volatile.Read(ref _last) is { } last && last.Version == version && last.Filter == filter && last.OncePerPerson == oncePerPerson)
        {
            return last.Entries;
        }

        var matching = people.Entries.Where(entry => filter.Takes(people, entry));
        var entries = oncePerPerson ? matching.DistinctBy(static entry => entry.Index).ToArray() : [.. matching];
        Volatile.Write(ref _last, new Answer(version, filter, oncePerPerson, entries));
        return entries;
    }

    private sealed record Answer(long Version, CandidateFilter Filter, bool OncePerPerson, CandidateEntry[] Entries);
}
