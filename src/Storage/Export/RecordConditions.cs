using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>The conditions of lists that have no filter of their own.</summary>
internal static class RecordConditions
{
    /// <param name="companyId">Whose.</param>
    /// <param name="filter">Which.</param>
    /// <param name="time">A time as the database compares it.</param>
    public static ListConditions Of(string companyId, RecordFilter filter, Func<DateTimeOffset?, object?> time)
    {
        var conditions = new ListConditions(companyId)
            .When(filter.UpdatedSince, "updated_at >= @updatedSince", "updatedSince", time(filter.UpdatedSince))
            .When(filter.CreatedSince, "created_at >= @createdSince", "createdSince", time(filter.CreatedSince));
        return filter.IncludeDeleted ? conditions : conditions.And("deleted_at IS NULL");
    }
}
