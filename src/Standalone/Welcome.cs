namespace Jobvite.Standalone;

/// <summary>What the terminal shows once everything runs.</summary>
internal static class Welcome
{
    /// <summary>For a start without the stand-in that its data know.</summary>
    public const string Orphan =
        "\nNote: this data directory holds the demonstration company, whose stand-in does not run now; its syncs will fail. " +
        "Start with --sandbox, or set JOBVITE_DATA_DIR to a new directory.";

    /// <summary>With the demonstration company.</summary>
    /// <param name="url">Where the service listens.</param>
    /// <param name="console">Where a person begins; signs them in once when it holds a code.</param>
    /// <param name="sandboxUrl">Where the stand-in listens.</param>
    /// <param name="token">Null when only the operator's authority makes tokens.</param>
    /// <param name="candidateId">A candidate to try things with; null when there is none.</param>
    /// <param name="logs">The directory of the log files.</param>
    public static string Demonstration(Uri url, Uri console, Uri sandboxUrl, string? token, string? candidateId, string logs)
    {
        var api = new Uri(url, "/api/integrations/jobvite");
        var change = candidateId is null ? "" : $$"""

              # Move a candidate in the stand-in: its webhook arrives here and the candidate follows within moments.
              curl -s -d '{"stage":"Offer"}' {{new Uri(sandboxUrl, $"/admin/candidates/{candidateId}/stage")}}
              curl -s -H "Authorization: Bearer $TOKEN" {{api}}/candidates/{{candidateId}}
            """;
        return $"""

            Jobvite.Orleans is ready: {url}

            {ConsoleLine(url, console)}
            {TokenLine(token)}
            Try, in another terminal:
              curl -s -H "Authorization: Bearer $TOKEN" {api}/sync/diagnostics
              curl -s -H "Authorization: Bearer $TOKEN" '{api}/candidates?pageSize=3'
            {change}

            API reference: {new Uri(url, "/scalar")}
            Stand-in for Jobvite: {new Uri(sandboxUrl, "/admin")} (faster than Jobvite, unless Jobvite__RequestBudget__PerMinute=15)
            Log: {logs}
            Ctrl-C stops it; the next start goes on from here.
            """;
    }

    /// <summary>Without one: how to connect a company.</summary>
    /// <inheritdoc cref="Demonstration"/>
    public static string Empty(Uri url, Uri console, string? token, string logs) => $$"""

        Jobvite.Orleans is ready: {{url}}

        {{ConsoleLine(url, console)}}
        {{TokenLine(token)}}
        Connect a company in the console, or in another terminal, with what Jobvite's support gave you:
          curl -s -X POST -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' {{new Uri(url, "/api/integrations/jobvite/config")}} \
            -d '{"companyId":"YOUR_COMPANY_ID","environment":"Stage","apiKey":"YOUR_API_KEY","apiSecret":"YOUR_API_SECRET","webhookSigningKey":"YOUR_SIGNING_KEY"}'
          curl -s -X POST -H "Authorization: Bearer $TOKEN" {{new Uri(url, "/api/integrations/jobvite/sync/full")}}

        No Jobvite account at hand? Start with --sandbox.
        API reference: {{new Uri(url, "/scalar")}}
        Log: {{logs}}
        Ctrl-C stops it; the next start goes on from here.
        """;

    private static string ConsoleLine(Uri url, Uri console) => console == url
        ? $"Console: {url}"
        : $"Open the console, signed in (once, within 15 minutes): {console}";

    private static string TokenLine(string? token) => token is null
        ? "Tokens come from your authority (Jwt__Authority); put one into the variable TOKEN.\n"
        : $"\n  export TOKEN={token}\n\nThe token is good for 24 hours.";
}
