namespace Jobvite.Storage.Sqlite;

/// <summary>Where records came from.</summary>
internal sealed record SqliteAnswer(string CompanyId, DateTimeOffset ReadAt, bool IsRefresh)
{
    public static SqliteAnswer Of(RunPage page) => new(page.Run.CompanyId, page.ReadAt, IsRefresh: false);

    public static SqliteAnswer Of(RefreshWrite refresh) => new(refresh.CompanyId, refresh.ReadAt, IsRefresh: true);
}
