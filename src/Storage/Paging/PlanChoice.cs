namespace Jobvite.Storage.Postgres;

/// <summary>What the server is told about planning the statements of a read.</summary>
internal enum PlanChoice
{
    /// <summary>Plan for the very values: where one value finds half of the rows and another none.</summary>
    ByValue,

    /// <summary>
    /// Plan once for all values. Planning takes longer than finding a record by its key or the first rows of an index, and there is only
    /// one good way to find those, however large the table.
    /// </summary>
    Once,

    /// <summary>
    /// Walk an index in its order. Statistics say little of how many rows a company has (see 0006), and the planner takes tens of thousands
    /// of them for so few that it would rather collect and sort them.
    /// </summary>
    ByIndex,
}
