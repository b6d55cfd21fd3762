namespace Jobvite.Storage;

/// <summary>Where records came from.</summary>
/// <param name="CompanyId">Whose they are.</param>
/// <param name="ReadAt">When the request to Jobvite was sent.</param>
/// <param name="IsRefresh">Events asked for it, not a run.</param>
/// <param name="Memory">Of the run; null without one.</param>
internal sealed record RecordAnswer(string CompanyId, DateTimeOffset ReadAt, bool IsRefresh, RunMemory? Memory)
{
    public static RecordAnswer Of(RunPage page) => new(page.Run.CompanyId, page.ReadAt, IsRefresh: false, page.Memory);

    public static RecordAnswer Of(RefreshWrite refresh) => new(refresh.CompanyId, refresh.ReadAt, IsRefresh: true, Memory: null);

    /// <inheritdoc cref="RunMemory.MayBeStored"/>
    public bool MayBeStored(SeenEntity entity, string id) => Memory is null || Memory.MayBeStored(entity, id);
}
