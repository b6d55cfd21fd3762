namespace Jobvite.Storage.Sqlite;

/// <summary>The columns that every new row begins with.</summary>
/// <param name="CompanyId">Whose.</param>
/// <param name="JobviteId">Jobvite's id.</param>
/// <param name="Id">Ours, used when the row is new.</param>
/// <param name="Now">When it is written.</param>
internal sealed record SqliteRecordKey(string CompanyId, string JobviteId, string Id, long Now)
{
    public static SqliteRecordKey Of(string companyId, string jobviteId, DateTimeOffset now) =>
        new(companyId, jobviteId, Guid.CreateVersion7(now).ToColumn(), now.ToColumn());
}
