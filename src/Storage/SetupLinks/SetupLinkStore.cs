using System.Data.Common;

namespace Jobvite.Storage;

/// <inheritdoc cref="ISetupLinkStore"/>
internal sealed class SetupLinkStore<TSession>(IDatabase<TSession> database) : ISetupLinkStore
    where TSession : ISession
{
    private const string OfTenant = "tenant_id = @TenantId";
    private const string Live = "revoked_at IS NULL AND expires_at > @now";
    private const string FindOne = "SELECT * FROM setup_links WHERE id = @Id";
    private const string ListAll = "SELECT * FROM setup_links WHERE tenant_id = @tenantId ORDER BY created_at DESC, id DESC LIMIT @limit";

    private const string Insert = $"""
        INSERT INTO setup_links (id, tenant_id, companies, hash, return_url, created_by, created_at, expires_at, opened)
        SELECT @Id, @TenantId, @companies, @Hash, @ReturnUrl, @createdBy, @now, @expires, 0
        WHERE (SELECT count(*) FROM setup_links WHERE {OfTenant} AND {Live}) < @mostLive
        """;

    private const string RemoveOld = $"DELETE FROM setup_links WHERE {OfTenant} AND expires_at < @old";

    private const string RemoveMany = $"""
        DELETE FROM setup_links
        WHERE {OfTenant} AND NOT ({Live}) AND id NOT IN (SELECT id FROM setup_links WHERE {OfTenant} ORDER BY created_at DESC, id DESC LIMIT @mostListed)
        """;

    private const string End = "UPDATE setup_links SET revoked_at = @now WHERE id = @id AND tenant_id = @tenantId AND revoked_at IS NULL";

    private const string Exists = "SELECT EXISTS (SELECT 1 FROM setup_links WHERE id = @id AND tenant_id = @tenantId)";

    private const string CountOpened = "UPDATE setup_links SET opened = opened + 1, last_opened_at = @now WHERE id = @id";

    private const string BindOne = "UPDATE setup_links SET companies = @companyId WHERE id = @id";

    private static readonly TimeSpan KeepsEnded = TimeSpan.FromDays(30);

    public Task<StoredSetupLink?> Add(NewSetupLink link, int mostLive, int mostListed, CancellationToken cancellationToken) => database.Write(
        async session =>
        {
            var arguments = new
            {
                link.Id,
                link.TenantId,
                companies = link.Companies.Count > 0 ? string.Join(' ', link.Companies) : null,
                link.Hash,
                ReturnUrl = link.ReturnUrl.ToColumn(),
                createdBy = link.CreatedBy.ToColumn(),
                now = session.Now,
                expires = (session.Now + link.Lifetime).ToColumn(),
                mostLive,
            };
            if (await session.Execute(Insert, arguments).ConfigureAwait(false) == 0)
            {
                return null;
            }

            await session.Execute(RemoveOld, new { link.TenantId, old = session.Now - KeepsEnded }).ConfigureAwait(false);
            await session.Execute(RemoveMany, new { link.TenantId, now = session.Now, mostListed }).ConfigureAwait(false);
            return await session.QueryFirst(FindOne, new { link.Id }, Map).ConfigureAwait(false);
        },
        cancellationToken);

    public Task<IReadOnlyList<StoredSetupLink>> List(string tenantId, int limit, CancellationToken cancellationToken) => database.Read<IReadOnlyList<StoredSetupLink>>(
        async session => await session.Query(ListAll, new { tenantId, limit }, Map).ConfigureAwait(false), cancellationToken);

    public Task<StoredSetupLink?> Find(Guid id, CancellationToken cancellationToken) =>
        database.Read(session => session.QueryFirst(FindOne, new { Id = id }, Map), cancellationToken);

    public Task<bool?> Revoke(string tenantId, Guid id, CancellationToken cancellationToken) => database.Write<bool?>(
        async session => await session.Execute(End, new { tenantId, id, now = session.Now }).ConfigureAwait(false) > 0 ? true
            : await session.Scalar<bool>(Exists, new { tenantId, id }).ConfigureAwait(false) ? false
            : null,
        cancellationToken);

    public Task NoteOpened(Guid id, CancellationToken cancellationToken) => database.WriteOne(CountOpened, now => new { id, now }, cancellationToken);

    public Task Bind(Guid id, string companyId, CancellationToken cancellationToken) => database.WriteOne(BindOne, _ => new { id, companyId }, cancellationToken);

    private static StoredSetupLink Map(DbDataReader row) => new()
    {
        Id = row.Id(),
        TenantId = row.RequiredText("tenant_id"),
        Companies = row.Text("companies")?.Split(' ') ?? [],
        Hash = row.RequiredText("hash"),
        ReturnUrl = row.Text("return_url"),
        CreatedBy = row.Text("created_by"),
        CreatedAt = row.Time("created_at"),
        ExpiresAt = row.Time("expires_at"),
        RevokedAt = row.OptionalTime("revoked_at"),
        LastOpenedAt = row.OptionalTime("last_opened_at"),
        Opened = row.Number("opened"),
    };
}
