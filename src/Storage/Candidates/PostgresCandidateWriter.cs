namespace Jobvite.Storage.Postgres;

/// <summary>Stores entries of Jobvite's candidate list: persons first, because everything else refers to them.</summary>
internal static class PostgresCandidateWriter
{
    private const string IsEmpty = "SELECT NOT EXISTS (SELECT FROM candidates WHERE company_id = @companyId)";

    public static async Task<UpsertCounts> Save(PostgresSession session, RecordAnswer answer, IReadOnlyList<CandidateRow> entries, IRecordMerge merge)
    {
        await session.QueueIfRetried(answer.CompanyId).ConfigureAwait(false);
        await LookWhetherEmpty(session, answer).ConfigureAwait(false);
        var hashes = new SourceHashes();
        var persons = await PostgresTables.Persons
            .ReadStored(session, answer.CompanyId, [.. entries.Where(entry => answer.MayBeStored(SeenEntity.Candidates, entry.Id)).Select(entry => (entry, ""))], hashes)
            .ConfigureAwait(false);
        var applications = await PostgresTables.Applications
            .ReadStored(
                session,
                answer.CompanyId,
                [
                    .. entries.SelectMany(entry => entry.Applications
                        .Where(application => answer.MayBeStored(SeenEntity.Applications, application.Id))
                        .Select(application => (application, entry.Id))),
                ],
                hashes)
            .ConfigureAwait(false);
        var documents = await PostgresTables.Documents
            .ReadStored(
                session,
                answer.CompanyId,
                [
                    .. entries.Where(entry => entry.Documents.Count > 0 && answer.MayBeStored(SeenEntity.Candidates, entry.Id))
                        .Select(entry => entry.Id).Distinct(StringComparer.Ordinal),
                ],
                [.. entries.SelectMany(entry => entry.Applications.Select(application => (application.Id, entry.Id)).Where(one => applications.Versions.ContainsKey(one.Item1)))])
            .ConfigureAwait(false);
        var ledger = new CandidateLedger(
            new RecordLedger<CandidateRow>(SeenEntity.Candidates, persons.Records, merge.Merge, answer, session.Now, hashes),
            new RecordLedger<ApplicationRow>(SeenEntity.Applications, applications.Records, merge.Merge, answer, session.Now, hashes),
            documents.Ledger(answer.ReadAt));
        var counts = ledger.Apply(entries, answer.Known);

        // Encrypting needs no database: it goes on while persons and applications are written.
        var sealing = Task.Run(() => ledger.Documents.Count(change => change.Content?.EncryptedContent is not null), session.CancellationToken);

        // Always in this order, whoever writes: so nobody waits for somebody who waits for him.
        await PostgresTables.Persons.Write(session, answer.CompanyId, persons, ledger.Persons).ConfigureAwait(false);
        var without = await PostgresArtifacts.Write(session, answer, persons, ledger).ConfigureAwait(false);
        await PostgresParents.HoldUnwritten(session, answer.CompanyId, ledger).ConfigureAwait(false);
        await PostgresTables.Applications.Write(session, answer.CompanyId, applications, ledger.Applications).ConfigureAwait(false);
        await PostgresEntryFingerprints.Write(session, answer, ledger.Marks).ConfigureAwait(false);
        await sealing.ConfigureAwait(false);
        await PostgresTables.Documents.Write(session, answer.CompanyId, documents, ledger.Documents).ConfigureAwait(false);
        await PostgresArtifacts.RemoveOf(session, answer.CompanyId, without).ConfigureAwait(false);
        return counts;
    }

    /// <summary>Of a first sync every record is new: a thousand look-ups a page are spared. Applications and documents are nowhere without their candidate.</summary>
    private static async Task LookWhetherEmpty(PostgresSession session, RecordAnswer answer)
    {
        if (answer.Memory is { } memory)
        {
            // After a conflict somebody else writes too, so everything is looked up from here on.
            memory.StartedEmpty = !session.IsRetry
                && (memory.StartedEmpty
                    || (memory.IsBlank && await session.Scalar<bool>(IsEmpty, new { companyId = answer.CompanyId }).ConfigureAwait(false)));
        }
    }
}
