using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <inheritdoc cref="IHealthStore"/>
internal sealed class HealthStore<TSession>(IDatabase<TSession> database) : IHealthStore
    where TSession : ISession
{
    private static readonly string End =
        $"UPDATE health_incidents SET ended_at = @now WHERE company_id = @companyId AND ended_at IS NULL AND NOT (subject {TSession.IsOneOf("@subjects")})";

    // Always in one order: two silos that save the same points must not wait for each other.
    public Task SaveContacts(IReadOnlyList<NewContacts> contacts, CancellationToken cancellationToken) => database.Write(
        session => session.Execute(
            HealthMap.SaveContacts,
            contacts.OrderBy(one => one.CompanyId, StringComparer.Ordinal).ThenBy(one => one.Point).Select(one => new
            {
                one.CompanyId,
                Point = (short)one.Point,
                LastContactAt = one.LastContactAt.ToColumn(),
                LastSuccessAt = one.LastSuccessAt.ToColumn(),
                one.Failures,
                Since = one.Since.ToColumn(),
                Kind = (short)one.Kind,
                Error = one.Error.ToColumn(),
                WhatToDo = one.WhatToDo.ToColumn(),
            }).ToList()),
        cancellationToken);

    public Task SaveRefusals(IReadOnlyList<NewRefusals> refusals, CancellationToken cancellationToken) => database.Write(
        async session =>
        {
            var inOrder = refusals.OrderBy(one => one.CompanyId, StringComparer.Ordinal).ToList();
            await session.Execute(HealthMap.AddRefusals, inOrder.Select(one => new { one.CompanyId, Minute = HealthMap.MinuteOf(one.At).ToColumn(), one.Count }).ToList()).ConfigureAwait(false);
            return await session.Execute(HealthMap.RemoveOldRefusals, inOrder.Select(one => new { one.CompanyId, HourAgo = session.Now.AddHours(-1) }).ToList()).ConfigureAwait(false);
        },
        cancellationToken);

    public Task<HealthRows> Read(string companyId, CancellationToken cancellationToken) => database.Read(
        async session =>
        {
            var arguments = new { companyId, hourAgo = session.Now.AddHours(-1), firstDay = AnnouncementCounter.DayOf(session.Now).AddDays(-6) };
            var announced = await session.Query(AnnouncementCounter.Read, arguments, AnnouncementCounter.Count).ConfigureAwait(false);
            return HealthMap.Join(
                (await session.QueryFirst(HealthMap.ReadBacklog, arguments, HealthMap.Backlog).ConfigureAwait(false))!,
                await session.QueryFirst(HealthMap.ReadStatus, arguments, HealthMap.Status).ConfigureAwait(false),
                await session.Query(HealthMap.ReadContacts, arguments, HealthMap.Contact).ConfigureAwait(false),
                await session.Query(HealthMap.ReadRejected, arguments, row => row.Time("received_at")).ConfigureAwait(false),
                await session.Scalar<long>(HealthMap.CountRefusals, arguments).ConfigureAwait(false),
                await Incidents(session, companyId).ConfigureAwait(false)) with
            {
                Announced = announced,
                Endpoints = await session.Query(HealthMap.ReadEndpoints, arguments, HealthMap.Endpoint).ConfigureAwait(false),
            };
        },
        cancellationToken);

    public Task NoteJudged(IReadOnlyList<string> companies, CancellationToken cancellationToken) => database.Write(
        session => session.Execute(HealthMap.NoteJudged, companies.Order(StringComparer.Ordinal).Select(companyId => new { companyId, now = session.Now }).ToList()),
        cancellationToken);

    public Task<IReadOnlyList<HealthIncident>> Save(
        string companyId, HealthStatus status, int version, IReadOnlyList<OpenCondition> conditions, CancellationToken cancellationToken) =>
        database.Write<IReadOnlyList<HealthIncident>>(
            async session =>
            {
                var now = session.Now;

                var before = await session.QueryFirst(HealthMap.ReadStatus, new { companyId }, HealthMap.Status).ConfigureAwait(false);
                if (status is not (HealthStatus.NotStarted or HealthStatus.Disconnected) && (status is HealthStatus.Failing || before?.Status is HealthStatus.Failing))
                {
                    session.Changes.Connect(companyId, status is HealthStatus.Failing && !IsOnlyEndpoints(conditions));
                }

                // First: whoever saves the same company at the same time waits here.
                await session.Execute(HealthMap.SaveStatus, new { companyId, status = (short)status, version, now }).ConfigureAwait(false);
                if (before?.JudgedAt is { } last && now - last > HealthPast.LongestPause)
                {
                    await session.Execute(HealthPastMap.AddGap, new { companyId, from = last, now }).ConfigureAwait(false);
                    await session.Execute(HealthPastMap.RemoveOldGaps, new { companyId, old = now - HealthMap.KeepsEnded }).ConfigureAwait(false);
                }

                await session.Execute(End, new { companyId, now, subjects = conditions.Select(one => one.Subject).ToArray() }).ConfigureAwait(false);
                await session.Execute(HealthMap.Open, conditions.Select(one => new
                {
                    companyId,
                    id = Guid.CreateVersion7(now),
                    one.Subject,
                    one.Severe,
                    startedAt = one.Since.ToColumn(),
                    Cause = one.Cause.ToColumn(),
                    Effect = one.Effect.ToColumn(),
                    WhatToDo = one.WhatToDo.ToColumn(),
                }).ToList()).ConfigureAwait(false);
                await session.Execute(HealthMap.RemoveOld, new { companyId, old = now - HealthMap.KeepsEnded }).ConfigureAwait(false);
                await session.Execute(AnnouncementCounter.RemoveOld, new { companyId, old = now - HealthMap.KeepsEnded }).ConfigureAwait(false);
                return await Incidents(session, companyId).ConfigureAwait(false);
            },
            cancellationToken);

    public Task<HealthPast> ReadPast(string companyId, CancellationToken cancellationToken) =>
        database.Read(session => HealthPastMap.Read(session, companyId), cancellationToken);

    public Task<IReadOnlyList<string>> FindDue(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        database.Read<IReadOnlyList<string>>(
            async session => await session
                .Query(HealthMap.FindDue, new { before = before.ToColumn(), never = DateTimeOffset.UnixEpoch, limit }, row => row.RequiredText("company_id"))
                .ConfigureAwait(false),
            cancellationToken);

    public Task<HealthTotals> GetTotals(CancellationToken cancellationToken) => database.Read(
        async session => HealthMap.Totals(
            await session.Query(HealthMap.CountCompanies, null, HealthMap.Count).ConfigureAwait(false),
            await session.Scalar<long>(HealthMap.CountIncidents).ConfigureAwait(false),
            await session.Query(HealthMap.OldestComplete, null, HealthMap.Complete).ConfigureAwait(false)),
        cancellationToken);

    // Not in the line of SQLite's writers: each of them waits for a lock that another process holds, one after the other.
    public Task Ping(CancellationToken cancellationToken) => database.Read(session => session.Execute(HealthMap.Ping), cancellationToken);

    /// <summary>What needs somebody are the company's own endpoints: its connection to Jobvite is well.</summary>
    private static bool IsOnlyEndpoints(IReadOnlyList<OpenCondition> conditions) =>
        conditions.Any(one => one.Severe) && conditions.Where(one => one.Severe).All(one => one.Subject.StartsWith(EndpointTrouble.Subject, StringComparison.Ordinal));

    private static Task<List<HealthIncident>> Incidents(TSession session, string companyId) =>
        session.Query(HealthMap.ReadIncidents, new { companyId, mostEnded = HealthMap.MostEnded }, HealthMap.Incident);
}
