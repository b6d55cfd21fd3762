using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>What somebody who helps wants to know of a company and its database, without records.</summary>
public interface ISupportReader
{
    /// <summary>How many webhooks are in each state.</summary>
    Task<IReadOnlyList<WebhookCount>> CountWebhooks(string companyId, CancellationToken cancellationToken);

    /// <summary>
    /// How many webhooks are in each state with each error, the most first. Errors that differ in ids, times, numbers and quoted words are one. At most
    /// 10,000 different ones are looked at, those of most webhooks.
    /// </summary>
    Task<IReadOnlyList<WebhookCount>> CountErrors(string companyId, int limit, CancellationToken cancellationToken);

    /// <summary>The migrations that the database had, in their order.</summary>
    Task<IReadOnlyList<string>> ListMigrations(CancellationToken cancellationToken);
}

/// <summary>Webhooks of a company that are alike.</summary>
/// <param name="Status">Their state.</param>
/// <param name="Error">Their error, with "…" for what was left out; null for none, or for any.</param>
/// <param name="Count">How many.</param>
/// <param name="Oldest">When the oldest of them came.</param>
public sealed record WebhookCount(WebhookStatus Status, string? Error, long Count, DateTimeOffset Oldest);

/// <inheritdoc cref="ISupportReader"/>
internal sealed class SupportReader<TSession>(IDatabase<TSession> database) : ISupportReader
    where TSession : ISession
{
    private const int MostErrors = 10_000;

    private const string Statuses = """
        SELECT status, NULL AS error, count(*) AS events, min(received_at) AS oldest FROM webhook_events WHERE company_id = @companyId GROUP BY status ORDER BY status
        """;

    private const string Errors = $"""
        SELECT status, error, count(*) AS events, min(received_at) AS oldest
        FROM (SELECT status, received_at, {EventCause.WithoutIds} AS error FROM webhook_events WHERE company_id = @companyId AND error_message IS NOT NULL) AS told
        GROUP BY status, error
        ORDER BY events DESC, status, error
        LIMIT @most
        """;

    private const string Migrations = $"SELECT scriptname FROM {MigrationScripts.Journal} ORDER BY scriptname";

    public Task<IReadOnlyList<WebhookCount>> CountWebhooks(string companyId, CancellationToken cancellationToken) => database.Read<IReadOnlyList<WebhookCount>>(
        async session => await session.Query(Statuses, new { companyId }, Count).ConfigureAwait(false), cancellationToken);

    public Task<IReadOnlyList<WebhookCount>> CountErrors(string companyId, int limit, CancellationToken cancellationToken) => database.Read<IReadOnlyList<WebhookCount>>(
        async session =>
        [
            .. (await session.Query(Errors, new { companyId, most = MostErrors }, Count).ConfigureAwait(false))
                .GroupBy(one => one with { Error = EventCause.Unquoted(one.Error!), Count = 0, Oldest = default })
                .Select(alike => alike.Key with { Count = alike.Sum(one => one.Count), Oldest = alike.Min(one => one.Oldest) })
                .OrderByDescending(one => one.Count)
                .Take(limit),
        ],
        cancellationToken);

    public Task<IReadOnlyList<string>> ListMigrations(CancellationToken cancellationToken) => database.Read<IReadOnlyList<string>>(
        async session => await session.Query(Migrations, null, row => row.GetString(0)).ConfigureAwait(false), cancellationToken);

    private static WebhookCount Count(DbDataReader row) => new((WebhookStatus)row.Number("status"), row.Text("error"), row.Integer("events"), row.Time("oldest"));
}
