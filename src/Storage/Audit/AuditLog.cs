using System.Data.Common;

namespace Jobvite.Storage;

/// <inheritdoc cref="IAuditLog"/>
internal sealed class AuditLog<TSession>(IDatabase<TSession> database) : IAuditLog
    where TSession : ISession
{
    // An upsert that changes nothing: it makes the row if there is none, and locks it.
    private const string Take = """
        INSERT INTO audit_chains (company_id, position, hash, removed_to, removed_hash) VALUES (@companyId, 0, '', 0, '')
        ON CONFLICT (company_id) DO UPDATE SET position = audit_chains.position
        RETURNING position, hash, last_at
        """;

    private const string Add = """
        INSERT INTO audit_log (company_id, id, at, action, tenant_id, subject, email, token_id, address, about, details, outcome, position, hash)
        VALUES (@companyId, @id, @at, @action, @tenantId, @subject, @email, @tokenId, @address, @about, @details, @outcome, @position, @hash);
        UPDATE audit_chains SET position = @position, hash = @hash, last_at = @at WHERE company_id = @companyId
        """;

    // First the lock: rows that are being trimmed are gone then, and those that are left stay.
    private const string HoldEarlier = "UPDATE audit_log SET outcome = outcome WHERE company_id = @companyId AND position IS NULL";
    private const string Earlier = $"SELECT {AuditRow.Columns} FROM audit_log WHERE company_id = @companyId AND position IS NULL ORDER BY at, id";
    private const string Number = "UPDATE audit_log SET position = @position, hash = @hash WHERE company_id = @companyId AND id = @id";

    public Task Append(AuditEntry entry, CancellationToken cancellationToken) => database.Write(
        async session =>
        {
            var chain = (await session.QueryFirst(Take, new { companyId = entry.CompanyId }, Chain.Of).ConfigureAwait(false))!;
            if (chain.Position == 0)
            {
                await NumberEarlier(session, entry.CompanyId, chain).ConfigureAwait(false);
            }

            var (at, now) = (entry.At.ToColumn(), chain.LastAt?.AddMilliseconds(1));
            var row = AuditRow.New(entry, now > at ? now.Value : at);
            var one = row.Entry;
            chain.Go(row);
            return await session.Execute(Add, new
            {
                companyId = one.CompanyId,
                id = row.Id,
                at = one.At,
                action = one.Action,
                tenantId = one.TenantId,
                subject = one.Subject,
                email = one.Email,
                tokenId = one.TokenId,
                address = one.Address,
                about = one.About,
                details = one.Details,
                outcome = one.Outcome,
                position = chain.Position,
                hash = chain.Hash,
            }).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>Rows that were written before there were chains get their places with the company's first row that has one.</summary>
    private static async Task NumberEarlier(TSession session, string companyId, Chain chain)
    {
        if (await session.Execute(HoldEarlier, new { companyId }).ConfigureAwait(false) == 0)
        {
            return;
        }

        List<object> places = [];
        foreach (var row in await session.Query(Earlier, new { companyId }, row => AuditRow.Read(row, companyId)).ConfigureAwait(false))
        {
            chain.Go(row);
            places.Add(new { companyId, id = row.Id, position = chain.Position, hash = chain.Hash });
        }

        await session.Execute(Number, places).ConfigureAwait(false);
    }

    /// <summary>A company's chain, held by this transaction.</summary>
    private sealed class Chain
    {
        public required long Position { get; set; }

        public required string Hash { get; set; }

        public required DateTimeOffset? LastAt { get; set; }

        public static Chain Of(DbDataReader row) => new() { Position = row.Integer("position"), Hash = row.RequiredText("hash"), LastAt = row.OptionalTime("last_at") };

        /// <summary>Appends a row.</summary>
        public void Go(AuditRow row)
        {
            Position++;
            Hash = row.HashAt(Position, Hash);
            LastAt = row.Entry.At;
        }
    }
}
