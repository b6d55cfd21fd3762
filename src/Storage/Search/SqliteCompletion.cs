namespace Jobvite.Storage.Sqlite;

/// <inheritdoc cref="IRecordCompletion"/>
internal sealed class SqliteCompletion(SqliteDatabase database) : IRecordCompletion
{
    private const string FindJobs = "SELECT company_id, jobvite_id, raw_json FROM jobs WHERE search_text IS NULL ORDER BY company_id, jobvite_id LIMIT @limit";
    private const string FindPersons = "SELECT company_id, jobvite_id, raw_json FROM candidates WHERE search_text IS NULL ORDER BY company_id, jobvite_id LIMIT @limit";

    private const string FindApplications =
        "SELECT company_id, jobvite_id, raw_json FROM applications WHERE custom_fields IS NULL ORDER BY company_id, jobvite_id LIMIT @limit";

    private const string CompleteJob = """
        UPDATE jobs SET search_text = @SearchText, places_text = @PlacesText, custom_fields = @CustomFields
        WHERE company_id = @CompanyId AND jobvite_id = @JobviteId
        """;

    private const string CompletePerson = """
        UPDATE candidates SET search_text = @SearchText, custom_fields = @CustomFields, sms_consent = @SmsConsent
        WHERE company_id = @CompanyId AND jobvite_id = @JobviteId
        """;

    private const string CompleteApplication =
        "UPDATE applications SET custom_fields = @CustomFields WHERE company_id = @CompanyId AND jobvite_id = @JobviteId";

    public async Task<int> Complete(IRecordReading reading, int limit, CancellationToken cancellationToken)
    {
        // Asked in a read first: a start with nothing to do must not wait for the one writer.
        if (await database.Read(session => Find(session, reading, 1).Count, cancellationToken).ConfigureAwait(false) == 0)
        {
            return 0;
        }

        return await database.Write(
            session =>
            {
                var found = Find(session, reading, limit);
                foreach (var (sql, row) in found)
                {
                    session.Execute(sql, row);
                }

                return found.Count;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static List<(string Sql, Completed Row)> Find(SqliteSession session, IRecordReading reading, int limit)
    {
        List<(string Sql, Completed Row)> found = [];
        Look(FindJobs, CompleteJob, (company, id, json) => Completed.Of(company, id, reading.Job(json)));
        Look(FindPersons, CompletePerson, (company, id, json) => Completed.Of(company, id, reading.Person(json)));
        Look(FindApplications, CompleteApplication, (company, id, json) => Completed.Of(company, id, reading.Application(json)));
        return found;

        void Look(string find, string complete, Func<string, string, string, Completed> read)
        {
            if (found.Count < limit)
            {
                var rows = session.Query(find, new { limit = limit - found.Count }, row => read(row.GetString(0), row.GetString(1), row.GetString(2)));
                found.AddRange(rows.Select(row => (complete, row)));
            }
        }
    }
}
