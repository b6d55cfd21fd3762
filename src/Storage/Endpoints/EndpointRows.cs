namespace Jobvite.Storage;

/// <summary>The rows of endpoints' deliveries as a whole.</summary>
internal static class EndpointRows
{
    private const int Batch = 500;

    private static readonly string[] Tables = ["webhook_deliveries", "webhook_attempts", "webhook_spans"];

    /// <summary>Removes an endpoint's rows a batch at a time; each is repeated until it removes none.</summary>
    public static IEnumerable<string> Removals<TSession>()
        where TSession : ISession => Tables.Select(table => Remove<TSession>(table, "company_id = @companyId AND endpoint_id = @endpointId"));

    /// <summary>The same for all endpoints of a company, which go first.</summary>
    public static IEnumerable<string> RemovalsOfCompany<TSession>()
        where TSession : ISession => Tables.Select(table => Remove<TSession>(table, "company_id = @companyId")).Prepend("DELETE FROM webhook_endpoints WHERE company_id = @companyId");

    private static string Remove<TSession>(string table, string which)
        where TSession : ISession => $"DELETE FROM {table} WHERE {TSession.IsAmong($"{table} WHERE {which} LIMIT {Batch}")}";
}
