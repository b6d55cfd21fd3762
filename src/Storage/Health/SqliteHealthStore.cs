using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <inheritdoc cref="IHealthStore"/>
internal sealed class SqliteHealthStore(SqliteDatabase database) : IHealthStore
{
    private const string End = """
        UPDATE health_incidents SET ended_at = @now
        WHERE company_id = @companyId AND ended_at IS NULL AND subject NOT IN (SELECT value FROM json_each(@subjects))
        """;

    public Task SaveContacts(IReadOnlyList<NewContacts> contacts, CancellationToken cancellationToken) => database.Write(
        session =>
        {
            session.Execute(HealthMap.SaveContacts, contacts.Select(one => new
            {
                one.CompanyId,
                one.Point,
                LastContactAt = one.LastContactAt.ToColumn(),
                LastSuccessAt = one.LastSuccessAt.ToColumn(),
                one.Failures,
                Since = one.Since.ToColumn(),
                one.Kind,
                one.Error,
                one.WhatToDo,
            }));
        },
        cancellationToken);

    public Task SaveRefusals(IReadOnlyList<NewRefusals> refusals, CancellationToken cancellationToken) => database.Write(
        session =>
        {
            session.Execute(HealthMap.AddRefusals, refusals.Select(one => new { one.CompanyId, Minute = HealthMap.MinuteOf(one.At).ToColumn(), one.Count }));
            session.Execute(HealthMap.RemoveOldRefusals, refusals.Select(one => new { one.CompanyId, HourAgo = session.Now.AddHours(-1).ToColumn() }));
        },
        cancellationToken);

    public Task<HealthRows> Read(string companyId, CancellationToken cancellationToken) => database.Read(
        session =>
        {
            var arguments = new { companyId, hourAgo = session.Now.AddHours(-1).ToColumn() };
            return HealthMap.Join(
                session.QueryFirst(HealthMap.ReadBacklog, arguments, HealthMap.Backlog)!,
                session.QueryFirst(HealthMap.ReadStatus, arguments, HealthMap.Status),
                session.Query(HealthMap.ReadContacts, arguments, HealthMap.Contact),
                session.Query(HealthMap.ReadRejected, arguments, row => row.Time("received_at")),
                session.Scalar<long>(HealthMap.CountRefusals, arguments),
                Incidents(session, companyId));
        },
        cancellationToken);

    public Task<IReadOnlyList<HealthIncident>> Save(
        string companyId, HealthStatus status, int version, IReadOnlyList<OpenCondition> conditions, CancellationToken cancellationToken) =>
        database.Write<IReadOnlyList<HealthIncident>>(
            session =>
            {
                var now = session.Now.ToColumn();
                session.Execute(HealthMap.SaveStatus, new { companyId, status, version, now });
                session.Execute(End, new { companyId, now, subjects = conditions.Select(one => one.Subject).ToColumn() });
                session.Execute(HealthMap.Open, conditions.Select(one => new
                {
                    companyId,
                    id = Guid.CreateVersion7(session.Now).ToColumn(),
                    one.Subject,
                    one.Severe,
                    startedAt = one.Since.ToColumn(),
                    one.Cause,
                    one.Effect,
                    one.WhatToDo,
                }));
                session.Execute(HealthMap.RemoveOld, new { companyId, old = (session.Now - HealthMap.KeepsEnded).ToColumn() });
                return Incidents(session, companyId);
            },
            cancellationToken);

    public Task<IReadOnlyList<string>> FindDue(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<string>>(
            session => session.Query(HealthMap.FindDue, new { before = before.ToColumn(), never = 0L, limit }, row => row.RequiredText("company_id")),
            cancellationToken);

    public Task<HealthTotals> GetTotals(CancellationToken cancellationToken) => database.Read(
        session => HealthMap.Totals(
            session.Query(HealthMap.CountCompanies, null, HealthMap.Count),
            session.Scalar<long>(HealthMap.CountIncidents),
            session.Query(HealthMap.OldestComplete, null, HealthMap.Complete)),
        cancellationToken);

    // Not in the line of the writers: each of them waits for a lock that another process holds, one after the other.
    public Task Ping(CancellationToken cancellationToken) => database.Read(session => session.Execute(HealthMap.Ping), cancellationToken);

    private static List<HealthIncident> Incidents(SqliteSession session, string companyId) =>
        session.Query(HealthMap.ReadIncidents, new { companyId, mostEnded = HealthMap.MostEnded }, HealthMap.Incident);
}
