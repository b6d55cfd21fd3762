using Microsoft.Data.Sqlite;

namespace Jobvite.Browser.Tests.Records;

/// <summary>Writes a past of a company's health into the database: the service itself writes the present only.</summary>
internal sealed class PlantedPast(string databasePath, string companyId)
{
    public Task JudgedSince(DateTimeOffset since) => Execute(
        "UPDATE company_health SET watched_since = $since, version_since = $since WHERE company_id = $company", ("$since", Of(since)));

    public Task Gap(DateTimeOffset from, DateTimeOffset until) => Execute(
        "INSERT INTO health_gaps (company_id, started_at, ended_at) VALUES ($company, $from, $until)", ("$from", Of(from)), ("$until", Of(until)));

    public Task Incident(string subject, bool severe, DateTimeOffset at, TimeSpan length, string cause, string effect) => Execute(
        """
        INSERT INTO health_incidents (company_id, id, subject, severe, started_at, ended_at, cause, effect, what_to_do)
        VALUES ($company, $id, $subject, $severe, $from, $until, $cause, $effect, '')
        """,
        ("$id", $"{Guid.CreateVersion7(at)}"),
        ("$subject", subject),
        ("$severe", severe),
        ("$from", Of(at)),
        ("$until", Of(at + length)),
        ("$cause", cause),
        ("$effect", effect));

    private static long Of(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private async Task Execute(string sql, params (string Name, object Value)[] parameters)
    {
        await using var connection = new SqliteConnection($"Data Source={databasePath};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$company", companyId);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }
}
