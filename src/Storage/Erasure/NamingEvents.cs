using System.Data.Common;

namespace Jobvite.Storage;

/// <summary>Webhooks that name a person.</summary>
/// <param name="About">Those that ask for a record of the person's.</param>
/// <param name="All">These, and those whose bodies name the person.</param>
internal sealed record NamingEvents(IReadOnlyList<Guid> About, IReadOnlyList<Guid> All)
{
    /// <summary>Far longer than an event is on its way from the door to its row.</summary>
    private static readonly TimeSpan OnTheWay = TimeSpan.FromMinutes(15);

    /// <param name="session">The transaction.</param>
    /// <param name="person">Whom.</param>
    /// <param name="since">Only those that came later; null for all.</param>
    public static async Task<NamingEvents> Find<TSession>(TSession session, ErasedPerson person, DateTimeOffset? since = null)
        where TSession : ISession
    {
        var found = await session.Query(
            $"""
            SELECT id, source, entity_id, entity_kind, application_id, body FROM webhook_events
            WHERE company_id = @companyId AND received_at >= @since
              AND ({Named<TSession>()} OR {TSession.HoldsOneOf("body", "@words")})
            ORDER BY received_at DESC, id DESC
            """,
            new
            {
                companyId = person.CompanyId,
                since = (since - OnTheWay ?? DateTimeOffset.UnixEpoch).ToColumn(),
                candidateId = person.CandidateId,
                applications = person.Applications,
                processes = person.Processes,
                words = person.Words,
            },
            row => (Id: row.Id(), IsAbout: IsAbout(row, person), IsNamed: person.IsIn((byte[])row["body"]))).ConfigureAwait(false);
        return new NamingEvents([.. found.Where(one => one.IsAbout).Select(one => one.Id)], [.. found.Where(one => one.IsAbout || one.IsNamed).Select(one => one.Id)]);
    }

    public NamingEvents And(NamingEvents others) => new([.. About.Union(others.About)], [.. All.Union(others.All)]);

    private static string Named<TSession>()
        where TSession : ISession =>
        $"entity_id = @candidateId OR entity_id {TSession.IsOneOf("@applications")} OR application_id {TSession.IsOneOf("@applications")} OR entity_id {TSession.IsOneOf("@processes")}";

    private static bool IsAbout(DbDataReader row, ErasedPerson person)
    {
        var (entity, kind) = (row.Text("entity_id"), (EventEntity)row.Number("entity_kind"));
        var about = (Grains.Interfaces.WebhookSource)row.Number("source") switch
        {
            Grains.Interfaces.WebhookSource.Job => false,
            Grains.Interfaces.WebhookSource.Onboarding when kind is EventEntity.Record => Array.IndexOf(person.Processes, entity) >= 0,
            _ => kind is EventEntity.Application ? Array.IndexOf(person.Applications, entity) >= 0 : entity == person.CandidateId,
        };
        return about || (row.Text("application_id") is { } application && Array.IndexOf(person.Applications, application) >= 0);
    }
}
