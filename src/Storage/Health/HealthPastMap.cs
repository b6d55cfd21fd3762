using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>The statements about the past, which both databases share, and how their rows are read.</summary>
internal static class HealthPastMap
{
    private const int MostGaps = 1000;

    public const string AddGap = """
        INSERT INTO health_gaps (company_id, started_at, ended_at) VALUES (@companyId, @from, @now)
        ON CONFLICT (company_id, started_at) DO NOTHING
        """;

    public const string RemoveOldGaps = "DELETE FROM health_gaps WHERE company_id = @companyId AND ended_at < @old";

    private const string Known = "SELECT coalesce(watched_since, version_since) AS since, judged_at FROM company_health WHERE company_id = @companyId";

    private const string Gaps = "SELECT started_at, ended_at FROM health_gaps WHERE company_id = @companyId AND ended_at >= @since ORDER BY started_at DESC LIMIT @mostGaps";

    private const string Incidents = """
        SELECT * FROM health_incidents
        WHERE company_id = @companyId AND (ended_at IS NULL OR ended_at >= @since)
        ORDER BY started_at DESC, id
        LIMIT @mostIncidents
        """;

    /// <summary>Three statements.</summary>
    public static async Task<HealthPast> Read<TSession>(TSession session, string companyId)
        where TSession : ISession
    {
        var arguments = new { companyId, since = session.Now.AddDays(-HealthPast.Days), mostGaps = MostGaps, mostIncidents = HealthPast.MaxIncidents };
        var known = await session.QueryFirst(Known, arguments, Gap("since", "judged_at")).ConfigureAwait(false);
        var gaps = await session.Query(Gaps, arguments, Gap("started_at", "ended_at")).ConfigureAwait(false);
        var incidents = await session.Query(Incidents, arguments, HealthMap.Incident).ConfigureAwait(false);
        DateTimeOffset?[] cuts =
        [
            known?.From,
            gaps.Count == MostGaps ? gaps[^1].Until : null,
            incidents.Count == HealthPast.MaxIncidents ? incidents[^1].StartedAt : null,
        ];
        return new HealthPast { KnownSince = known is null ? null : cuts.Max(), KnownUntil = known?.Until, Gaps = [.. gaps], Incidents = [.. incidents] };
    }

    private static Func<DbDataReader, HealthGap> Gap(string from, string until) => row => new HealthGap(row.Time(from), row.Time(until));
}
