using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Jobvite.Benchmarks.Baselines;

/// <summary>
/// What a good engineer writes in an afternoon, in a process of its own: bare ASP.NET without authentication, prepared statements and
/// pooled connections. <c>/insert</c> checks the signature and commits a row, <c>/check</c> only checks, <c>/candidates</c> reads.
/// </summary>
internal static class BaselineServer
{
    public const string Role = "baseline";

    public const string Table = """
        CREATE TABLE IF NOT EXISTS bare_events (
            company_id  text COLLATE "C" NOT NULL,
            id          uuid             NOT NULL,
            received_at timestamptz      NOT NULL,
            body        bytea            NOT NULL,
            PRIMARY KEY (company_id, id));
        CREATE INDEX IF NOT EXISTS bare_events_newest ON bare_events (company_id, received_at DESC)
        """;

    private const string Insert = "INSERT INTO bare_events (company_id, id, received_at, body) VALUES ($1, $2, $3, $4)";
    private const int SignatureBytes = 32;

    /// <param name="connectionString">Has the table of events, and the candidates to read.</param>
    /// <param name="port">On the loopback address.</param>
    /// <param name="keysFile">A line for each company: id, tab, signing key.</param>
    public static async Task Serve(string connectionString, int port, string keysFile)
    {
        var keys = (await File.ReadAllLinesAsync(keysFile)).Select(static line => line.Split('\t'))
            .ToDictionary(static parts => parts[0], static parts => Encoding.UTF8.GetBytes(parts[1]));
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 20, AutoPrepareMinUsages = 2, MaxPoolSize = 64 });
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.UseRouting();
        app.MapPost("/insert/{companyId}", http => Receive(http, keys, database));
        app.MapPost("/check/{companyId}", http => Receive(http, keys, null));
        app.MapGet("/candidates/{companyId}", http => BareReads.List(http, database));
        app.MapGet("/candidates/{companyId}/{candidateId}", http => BareReads.Show(http, database));
        await app.RunAsync();
    }

    private static async Task Receive(HttpContext http, Dictionary<string, byte[]> keys, NpgsqlDataSource? database)
    {
        var companyId = (string)http.Request.RouteValues["companyId"]!;
        var body = new byte[(int)(http.Request.ContentLength ?? 0)];
        await http.Request.Body.ReadExactlyAsync(body);
        if (!keys.TryGetValue(companyId, out var key) || !IsSigned(body, key, http.Request.Headers["X-Jobvite-Event-Signature"].ToString()))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            http.Response.ContentLength = 0;
            return;
        }

        var id = Guid.CreateVersion7();
        if (database is not null)
        {
            await using var command = database.CreateCommand(Insert);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = companyId });
            command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
            command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = TimeProvider.System.GetUtcNow().UtcDateTime });
            command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = body });
            await command.ExecuteNonQueryAsync();
        }

        http.Response.ContentType = "application/json";
        var answer = Encoding.UTF8.GetBytes($$"""{"success":true,"id":"{{id}}"}""");
        http.Response.ContentLength = answer.Length;
        await http.Response.Body.WriteAsync(answer);
    }

    private static bool IsSigned(byte[] body, byte[] key, string signature)
    {
        Span<byte> given = stackalloc byte[SignatureBytes];
        Span<byte> expected = stackalloc byte[SignatureBytes];
        HMACSHA256.HashData(key, body, expected);
        return Base64.IsValid(signature) && Convert.TryFromBase64String(signature, given, out var length) && length == SignatureBytes
            && CryptographicOperations.FixedTimeEquals(given, expected);
    }
}
