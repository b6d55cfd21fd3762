using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>
/// A list of deliveries comes from three places: rows of their own, changes behind the endpoint's place in the feed, and changes before it
/// that a span covers. Each place gives its newest, so that a page costs the same whatever the feed holds.
/// </summary>
internal static class DeliveryListSql
{
    private const string Own = """
        SELECT change_id, position, record_key, in_order, type, record_id, created_at, status, attempts, tries, next_attempt_at, delivered_at
        FROM webhook_deliveries
        WHERE company_id = @companyId AND endpoint_id = @endpointId
        """;

    private const string OfFeed = """
        SELECT r.id AS change_id, r.position, NULL AS record_key, @yes AS in_order, r.type, r.record_id, r.seen_at AS created_at,
        """;

    private const string WithoutRow = """
        NOT EXISTS (
            SELECT 1 FROM webhook_deliveries AS d
            WHERE d.company_id = r.company_id AND d.endpoint_id = @endpointId AND d.position = r.position)
        """;

    /// <summary>When the span ended that covers a change; null when none does.</summary>
    private const string Covered = """
        (SELECT CASE WHEN s.first_position <= r.position AND (s.types = '' OR s.types LIKE '% ' || r.type || ' %') THEN s.ended_at END
         FROM webhook_spans AS s
         WHERE s.company_id = r.company_id AND s.endpoint_id = @endpointId AND s.last_position >= r.position
         ORDER BY s.last_position
         LIMIT 1)
        """;

    private const string Waiting = $"""
        {OfFeed} 1 AS status, 0 AS attempts, 0 AS tries, @never AS next_attempt_at, @never AS delivered_at
        FROM record_changes AS r
        WHERE r.company_id = @companyId AND r.position > @position AND {WithoutRow}
        """;

    private const string Delivered = $"""
        {OfFeed} 2 AS status, 1 AS attempts, 1 AS tries, @never AS next_attempt_at, {Covered} AS delivered_at
        FROM record_changes AS r
        WHERE r.company_id = @companyId AND r.position > @created AND r.position <= @position AND {Covered} IS NOT NULL AND {WithoutRow}
        """;

    /// <summary>The places that the filter leaves, each a statement without order.</summary>
    public static IReadOnlyList<string> Places<TSession>(DeliveryFilter filter, bool ofTypes, bool isBelow)
        where TSession : ISession
    {
        var status = filter.Status;
        List<string> places = [$"{Own}{(status is null ? "" : " AND status = @status")}{Narrow("", "created_at")}"];
        if (status is null or DeliveryStatus.Pending)
        {
            places.Add($"{Waiting}{(ofTypes ? $" AND r.type {TSession.IsOneOf("@types")}" : "")}{Narrow("r.", "seen_at")}");
        }

        if (status is null or DeliveryStatus.Delivered)
        {
            places.Add($"{Delivered}{Narrow("r.", "seen_at")}");
        }

        return places;

        string Narrow(string row, string at) => string.Concat(
            isBelow ? $" AND {row}position < @below" : "",
            filter.Type is null ? "" : $" AND {row}type = @type",
            filter.From is null ? "" : $" AND {row}{at} >= @from",
            filter.To is null ? "" : $" AND {row}{at} < @to");
    }

    /// <summary>Items of the feed that a replay would send.</summary>
    public static string CountReplay<TSession>(bool ofTypes, bool missingOnly)
        where TSession : ISession => $"""
        SELECT count(*) FROM record_changes AS r
        WHERE r.company_id = @companyId AND r.position > @after AND r.position <= @position{(ofTypes ? $" AND r.type {TSession.IsOneOf("@types")}" : "")}
        """ + (missingOnly
            ? $"""
               AND ({Covered} IS NULL OR NOT {WithoutRow})
               AND NOT EXISTS (
                   SELECT 1 FROM webhook_deliveries AS d
                   WHERE d.company_id = r.company_id AND d.endpoint_id = @endpointId AND d.position = r.position AND d.status = 2)
              """
            : "");
}
