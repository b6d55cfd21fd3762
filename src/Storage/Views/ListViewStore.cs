using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <inheritdoc cref="IListViewStore"/>
internal sealed class ListViewStore<TSession>(IDatabase<TSession> database) : IListViewStore
    where TSession : ISession
{
    private const string One = "company_id = @companyId AND id = @id";
    private const string ListAll = "SELECT * FROM list_views WHERE company_id = @companyId AND list = @list ORDER BY name_key";
    private const string FindOne = $"SELECT * FROM list_views WHERE {One}";
    private const string FindByName = "SELECT * FROM list_views WHERE company_id = @companyId AND list = @list AND name_key = @key";

    private const string Insert = """
        INSERT INTO list_views (company_id, id, list, name, name_key, query, created_by, created_at)
        SELECT @companyId, @id, @list, @name, @key, @query, @createdBy, @now
        WHERE (SELECT count(*) FROM list_views WHERE company_id = @companyId AND list = @list) < @most
        """;

    private const string Update = $"UPDATE list_views SET name = @name, query = @query, created_by = @createdBy, created_at = @now WHERE {One}";
    private const string Remove = $"DELETE FROM list_views WHERE {One}";

    public Task<IReadOnlyList<SavedView>> List(string companyId, ViewedList list, CancellationToken cancellationToken) => database.Read<IReadOnlyList<SavedView>>(
        async session => await session.Query(ListAll, new { companyId, list = (short)list }, Map).ConfigureAwait(false), cancellationToken);

    public Task<SavedViewResult> Save(string companyId, SavedView view, bool replace, int most, CancellationToken cancellationToken) => database.Write(
        async session =>
        {
            var (list, key) = ((short)view.List, view.Name.ToUpperInvariant());
            var known = await session.QueryFirst(FindByName, new { companyId, list, key }, Map).ConfigureAwait(false);
            if (known is not null && !replace)
            {
                return new SavedViewResult(SaveViewOutcome.NameTaken, known);
            }

            var (id, createdBy) = (known?.Id ?? view.Id, view.CreatedBy.ToColumn());
            var written = known is not null
                ? await session.Execute(Update, new { companyId, id, name = view.Name, query = view.Query, createdBy, now = session.Now }).ConfigureAwait(false)
                : await session.Execute(Insert, new { companyId, id, list, name = view.Name, key, query = view.Query, createdBy, now = session.Now, most }).ConfigureAwait(false);
            return written == 0
                ? new SavedViewResult(SaveViewOutcome.TooMany)
                : new SavedViewResult(known is null ? SaveViewOutcome.Saved : SaveViewOutcome.Replaced, await session.QueryFirst(FindOne, new { companyId, id }, Map).ConfigureAwait(false));
        },
        cancellationToken);

    public Task<SavedView?> Delete(string companyId, Guid id, CancellationToken cancellationToken) => database.Write(
        async session =>
        {
            var view = await session.QueryFirst(FindOne, new { companyId, id }, Map).ConfigureAwait(false);
            await session.Execute(Remove, new { companyId, id }).ConfigureAwait(false);
            return view;
        },
        cancellationToken);

    private static SavedView Map(DbDataReader row) => new()
    {
        Id = row.Id(),
        List = (ViewedList)row.Number("list"),
        Name = row.RequiredText("name"),
        Query = row.RequiredText("query"),
        CreatedBy = row.Text("created_by"),
        CreatedAt = row.Time("created_at"),
    };
}
