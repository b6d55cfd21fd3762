namespace Jobvite.Storage;

/// <summary>Where records came from.</summary>
/// <param name="CompanyId">Whose they are.</param>
/// <param name="ReadAt">When the request to Jobvite was sent.</param>
/// <param name="IsRefresh">Events asked for it, not a run.</param>
/// <param name="Memory">Of the run; null without one.</param>
internal sealed record RecordAnswer(string CompanyId, DateTimeOffset ReadAt, bool IsRefresh, RunMemory? Memory)
{
    /// <summary>Entries of the same answer that were recognized and so not read.</summary>
    public IReadOnlyList<StoredEntry> Known { get; init; } = [];

    /// <inheritdoc cref="RunPage.SourceSince"/>
    public DateTimeOffset? SourceSince { get; init; }

    /// <summary>
    /// Records of a refresh that a run under way has seen on a page that was asked for later. A page leaves the time of reading of a record
    /// that did not change, so the row does not say it.
    /// </summary>
    public IReadOnlySet<(SeenEntity Entity, string Id)> SeenLater { get; init; } = new HashSet<(SeenEntity, string)>();

    public static RecordAnswer Of(RunPage page) => new(page.Run.CompanyId, page.ReadAt, IsRefresh: false, page.Memory)
    {
        Known = page.Known,
        SourceSince = page.SourceSince,
    };

    public static RecordAnswer Of(RefreshWrite refresh, IEnumerable<(SeenEntity Entity, string[] Ids)> seenLater) =>
        new(refresh.CompanyId, refresh.ReadAt, IsRefresh: true, Memory: null)
        {
            Known = refresh.Known,
            SourceSince = refresh.SourceSince,
            SeenLater = seenLater.SelectMany(page => page.Ids.Select(id => (page.Entity, id))).ToHashSet(),
        };

    /// <inheritdoc cref="RunMemory.MayBeStored"/>
    public bool MayBeStored(SeenEntity entity, string id) => Memory is null || Memory.MayBeStored(entity, id);
}
