using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>What somebody who helps wants to know of a company and its database, without records.</summary>
public interface ISupportReader
{
    /// <summary>How many webhooks are in each state with each error, the most first.</summary>
    Task<IReadOnlyList<WebhookCount>> CountWebhooks(string companyId, int limit, CancellationToken cancellationToken);

    /// <summary>The migrations that the database had, in their order.</summary>
    Task<IReadOnlyList<string>> ListMigrations(CancellationToken cancellationToken);
}

/// <summary>Webhooks of a company that are alike.</summary>
/// <param name="Status">Their state.</param>
/// <param name="Error">Their error, in whole; null for none.</param>
/// <param name="Count">How many.</param>
/// <param name="Oldest">When the oldest of them came.</param>
public sealed record WebhookCount(WebhookStatus Status, string? Error, long Count, DateTimeOffset Oldest);

/// <inheritdoc cref="ISupportReader"/>
internal sealed class SupportReader<TSession>(IDatabase<TSession> database) : ISupportReader
    where TSession : ISession
{
    private const string Causes = """
        SELECT status, error_message, count(*) AS events, min(received_at) AS oldest
        FROM webhook_events
        WHERE company_id = @companyId
        GROUP BY status, error_message
        ORDER BY events DESC, status, error_message
        LIMIT @limit
        """;

    private const string Migrations = $"SELECT scriptname FROM {MigrationScripts.Journal} ORDER BY scriptname";

    public Task<IReadOnlyList<WebhookCount>> CountWebhooks(string companyId, int limit, CancellationToken cancellationToken) => database.Read<IReadOnlyList<WebhookCount>>(
        async session => await session.Query(Causes, new { companyId, limit }, row => new WebhookCount(
            (WebhookStatus)row.Number("status"), row.Text("error_message"), row.Integer("events"), row.Time("oldest"))).ConfigureAwait(false),
        cancellationToken);

    public Task<IReadOnlyList<string>> ListMigrations(CancellationToken cancellationToken) => database.Read<IReadOnlyList<string>>(
        async session => await session.Query(Migrations, null, row => row.GetString(0)).ConfigureAwait(false), cancellationToken);
}
