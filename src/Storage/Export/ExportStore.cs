using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <inheritdoc cref="IExportStore"/>
internal sealed class ExportStore<TSession>(ISnapshots<TSession> snapshots, IChangeFeed feed) : IExportStore
    where TSession : ISession
{
    public async Task<IExportReading> Open(string companyId, ExportRequest request, CancellationToken cancellationToken)
    {
        // Makes the company's feed if there is none: the snapshot reads its place and writes nothing.
        await feed.Read(companyId, new FeedRequest(After: null, FromNow: true, Limit: 1, Types: []), cancellationToken).ConfigureAwait(false);
        var snapshot = await snapshots.Open(cancellationToken).ConfigureAwait(false);
        try
        {
            var cursor = await snapshot.Read(session => ChangeFeed<TSession>.CursorNow(session, companyId), cancellationToken).ConfigureAwait(false);
            var conditions = await snapshots.ConditionsOf(companyId, request, cancellationToken).ConfigureAwait(false);
            var codes = request is { WithFieldCodes: true, Kind: ExportKind.Jobs or ExportKind.Candidates or ExportKind.Applications }
                ? await FindCodes(snapshot, request.Kind, conditions, cancellationToken).ConfigureAwait(false)
                : [];
            var ids = $"{conditions.With} SELECT jobvite_id FROM {TableOf(request.Kind)} WHERE {conditions.Sql} ORDER BY jobvite_id";
            await snapshot.BeginWalk(ids, conditions.Arguments, cancellationToken).ConfigureAwait(false);
            return new ExportReading<TSession>(snapshot, companyId, request) { Cursor = cursor, FieldCodes = [.. codes.Order(StringComparer.Ordinal)] };
        }
        catch
        {
            await snapshot.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private Task<List<string>> FindCodes(ISnapshot<TSession> snapshot, ExportKind kind, ListConditions conditions, CancellationToken cancellationToken) => snapshot.Texts(
        $$"""
        {{conditions.With}}
        SELECT DISTINCT field.key
        FROM (SELECT custom_fields FROM {{TableOf(kind)}} WHERE {{conditions.Sql}} AND custom_fields <> '{}') AS r
        {{snapshots.FieldKeys}}
        """,
        conditions.Arguments,
        cancellationToken);

    private static string TableOf(ExportKind kind) => kind switch
    {
        ExportKind.Jobs => "jobs",
        ExportKind.Candidates => "candidates",
        ExportKind.Applications => "applications",
        ExportKind.Processes => "onboarding_processes",
        ExportKind.Tasks => "onboarding_tasks",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };
}
