namespace Jobvite.Storage.Postgres;

/// <inheritdoc cref="IRecordCompletion"/>
internal sealed class PostgresCompletion(PostgresDatabase database) : IRecordCompletion
{
    // What another silo is at, or a sync, is left to it.
    private const string FindJobs =
        "SELECT company_id, jobvite_id, raw_json FROM jobs WHERE search_text IS NULL ORDER BY company_id, jobvite_id LIMIT @limit FOR NO KEY UPDATE SKIP LOCKED";
    private const string FindPersons =
        "SELECT company_id, jobvite_id, raw_json FROM candidates WHERE search_text IS NULL ORDER BY company_id, jobvite_id LIMIT @limit FOR NO KEY UPDATE SKIP LOCKED";

    private const string FindApplications =
        "SELECT company_id, jobvite_id, raw_json FROM applications WHERE custom_fields IS NULL ORDER BY company_id, jobvite_id LIMIT @limit FOR NO KEY UPDATE SKIP LOCKED";

    private const string CompleteJobs = """
        UPDATE jobs AS r SET search_text = i.search_text, places_text = i.places_text, custom_fields = i.custom_fields
        FROM unnest(@companies, @ids, @searchTexts, @placesTexts, @customFields) AS i (company_id, jobvite_id, search_text, places_text, custom_fields)
        WHERE r.company_id = i.company_id AND r.jobvite_id = i.jobvite_id
        """;

    private const string CompletePersons = """
        UPDATE candidates AS r SET search_text = i.search_text, custom_fields = i.custom_fields, sms_consent = i.sms_consent
        FROM unnest(@companies, @ids, @searchTexts, @customFields, @smsConsents) AS i (company_id, jobvite_id, search_text, custom_fields, sms_consent)
        WHERE r.company_id = i.company_id AND r.jobvite_id = i.jobvite_id
        """;

    private const string CompleteApplications = """
        UPDATE applications AS r SET custom_fields = i.custom_fields
        FROM unnest(@companies, @ids, @customFields) AS i (company_id, jobvite_id, custom_fields)
        WHERE r.company_id = i.company_id AND r.jobvite_id = i.jobvite_id
        """;

    public Task<int> Complete(IRecordReading reading, int limit, CancellationToken cancellationToken) => database.Write(
        async session =>
        {
            var count = await Some(FindJobs, CompleteJobs, (company, id, json) => Completed.Of(company, id, reading.Job(json))).ConfigureAwait(false);
            count += await Some(FindPersons, CompletePersons, (company, id, json) => Completed.Of(company, id, reading.Person(json))).ConfigureAwait(false);
            count += await Some(FindApplications, CompleteApplications, (company, id, json) => Completed.Of(company, id, reading.Application(json))).ConfigureAwait(false);
            return count;

            async Task<int> Some(string find, string complete, Func<string, string, string, Completed> read)
            {
                var rows = await session.Query(find, new { limit }, row => read(row.GetString(0), row.GetString(1), row.GetString(2))).ConfigureAwait(false);
                if (rows.Count > 0)
                {
                    await session.Execute(complete, new
                    {
                        companies = rows.Select(row => row.CompanyId).ToArray(),
                        ids = rows.Select(row => row.JobviteId).ToArray(),
                        searchTexts = rows.Select(row => row.SearchText).ToArray(),
                        placesTexts = rows.Select(row => row.PlacesText).ToArray(),
                        customFields = rows.Select(row => row.CustomFields).ToArray(),
                        smsConsents = rows.Select(row => row.SmsConsent).ToArray(),
                    }).ConfigureAwait(false);
                }

                return rows.Count;
            }
        },
        cancellationToken);
}
