namespace Jobvite.Storage;

/// <summary>What a write did, record by record.</summary>
public readonly record struct UpsertCounts(int Created, int Updated, int Unchanged);
