namespace Jobvite.Storage;

/// <summary>What a write did, record by record.</summary>
/// <param name="Created">New here.</param>
/// <param name="Updated">Changed, or marked deleted before and alive again.</param>
/// <param name="Unchanged">As before.</param>
/// <param name="Stale">Not stored, because what is stored was asked for later.</param>
public readonly record struct UpsertCounts(int Created, int Updated, int Unchanged, int Stale = 0)
{
    public static UpsertCounts operator +(UpsertCounts one, UpsertCounts other) => new(
        one.Created + other.Created, one.Updated + other.Updated, one.Unchanged + other.Unchanged, one.Stale + other.Stale);
}
