namespace Jobvite.Storage;

/// <summary>Where records came from.</summary>
internal sealed record RecordAnswer(string CompanyId, DateTimeOffset ReadAt, bool IsRefresh)
{
    public static RecordAnswer Of(RunPage page) => new(page.Run.CompanyId, page.ReadAt, IsRefresh: false);

    public static RecordAnswer Of(RefreshWrite refresh) => new(refresh.CompanyId, refresh.ReadAt, IsRefresh: true);
}
