using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace Jobvite.Benchmarks.Baselines;

/// <summary>
/// The same answers as the service's, from the same tables and indexes, each read in one round trip: the count, the page of
/// candidates, their applications.
/// </summary>
internal static class BareReads
{
    private const int PageSize = 25;

    private const string Columns = """
        id, jobvite_id, email, first_name, last_name, personal_data_processing_status, mobile, home_phone, work_phone, address, address2, city, state,
        postal_code, country, location, title, company_name, work_status, sms_consent, created_at, updated_at, deleted_at
        """;

    private const string ApplicationColumns = """
        candidate_id, jobvite_id, job_id, workflow_state, workflow_state_id, disposition, source, source_type, jobvite_channel, sent_date,
        last_updated_date, hire_date, start_date, consent_status, has_artifacts
        """;

    private const string Search = "search_text ILIKE $2";
    private const string Page = "ORDER BY updated_at DESC, id DESC LIMIT 25 OFFSET $2";

    private const string Applications = $"""
        SELECT {ApplicationColumns} FROM applications
        WHERE company_id = $1 AND deleted_at IS NULL AND candidate_id IN (
        """;

    public static Task List(HttpContext http, NpgsqlDataSource database)
    {
        var search = http.Request.Query["search"].ToString();
        var page = http.Request.Query["page"].ToString() is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : 1;
        var filter = search.Length == 0 ? "company_id = $1 AND deleted_at IS NULL" : $"company_id = $1 AND deleted_at IS NULL AND {Search}";
        var order = search.Length == 0 ? Page : "ORDER BY updated_at DESC, id DESC LIMIT 25";
        object second = search.Length == 0 ? (page - 1) * PageSize : $"%{search}%";
        var chosen = $"FROM candidates WHERE {filter} {order}";
        var count = new NpgsqlBatchCommand($"SELECT count(*) FROM candidates WHERE {filter}") { Parameters = { Company(http) } };
        if (search.Length > 0)
        {
            count.Parameters.Add(new NpgsqlParameter { Value = second });
        }

        return Answer(
            http,
            database,
            count,
            new NpgsqlBatchCommand($"SELECT {Columns} {chosen}") { Parameters = { Company(http), new NpgsqlParameter { Value = second } } },
            new NpgsqlBatchCommand($"{Applications} SELECT jobvite_id {chosen})") { Parameters = { Company(http), new NpgsqlParameter { Value = second } } });
    }

    public static Task Show(HttpContext http, NpgsqlDataSource database)
    {
        NpgsqlParameter Candidate() => new() { Value = (string)http.Request.RouteValues["candidateId"]! };
        return Answer(
            http,
            database,
            new NpgsqlBatchCommand($"SELECT {Columns}, raw_json FROM candidates WHERE company_id = $1 AND jobvite_id = $2") { Parameters = { Company(http), Candidate() } },
            new NpgsqlBatchCommand($"{Applications}$2)") { Parameters = { Company(http), Candidate() } });
    }

    private static NpgsqlParameter Company(HttpContext http) => new() { Value = (string)http.Request.RouteValues["companyId"]! };

    private static async Task Answer(HttpContext http, NpgsqlDataSource database, params NpgsqlBatchCommand[] commands)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in commands)
        {
            batch.BatchCommands.Add(command);
        }

        http.Response.ContentType = "application/json";
        await using var reader = await batch.ExecuteReaderAsync();
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartArray();
        do
        {
            json.WriteStartArray();
            while (await reader.ReadAsync())
            {
                Write(json, reader);
            }

            json.WriteEndArray();
        }
        while (await reader.NextResultAsync());
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, NpgsqlDataReader row)
    {
        json.WriteStartObject();
        for (var column = 0; column < row.FieldCount; column++)
        {
            json.WritePropertyName(row.GetName(column));
            if (row.IsDBNull(column))
            {
                json.WriteNullValue();
                continue;
            }

            switch (row.GetValue(column))
            {
                case string text:
                    json.WriteStringValue(text);
                    break;
                case Guid id:
                    json.WriteStringValue(id);
                    break;
                case DateTime time:
                    json.WriteStringValue(time);
                    break;
                case bool flag:
                    json.WriteBooleanValue(flag);
                    break;
                case long number:
                    json.WriteNumberValue(number);
                    break;
                case var other:
                    throw new InvalidOperationException($"A column of the type {other.GetType().Name} was not expected.");
            }
        }

        json.WriteEndObject();
    }
}
