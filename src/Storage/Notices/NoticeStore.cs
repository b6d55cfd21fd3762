using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <inheritdoc cref="INoticeStore"/>
internal sealed class NoticeStore<TSession>(IDatabase<TSession> database) : INoticeStore
    where TSession : ISession
{
    private const int MostDue = 500;
    private const int MostLogged = 100;

    private const string FindOne = "SELECT * FROM notice_settings WHERE company_id = @companyId";
    private const string OfOne = "company_id = @companyId AND channel = @channel";
    private const string ChannelsOf = "SELECT * FROM notice_channels WHERE company_id = @companyId ORDER BY channel";
    private const string FindChannel = $"SELECT * FROM notice_channels WHERE {OfOne}";
    private const string LastMessages = "SELECT * FROM notice_log WHERE company_id = @companyId ORDER BY at DESC, id DESC LIMIT @messages";
    private const string SentSince = $"SELECT at FROM notice_log WHERE {OfOne} AND incidents > 0 AND at > @hourAgo ORDER BY at";
    private const string Failing = "SELECT count(*) FROM notice_channels WHERE failures > 0";

    private const string SaveSettings = """
        INSERT INTO notice_settings AS old (company_id, version, emails, webhook, webhook_host, kinds, severe_only)
        VALUES (@CompanyId, 1, @emails, @Webhook, @WebhookHost, @kinds, @SevereOnly)
        ON CONFLICT (company_id) DO UPDATE SET
            version = old.version + 1, emails = excluded.emails, webhook = excluded.webhook, webhook_host = excluded.webhook_host,
            kinds = excluded.kinds, severe_only = excluded.severe_only
        WHERE old.version = @Version
        """;

    private const string OpenChannel = """
        INSERT INTO notice_channels AS old (company_id, channel, since, failures, claim) VALUES (@companyId, @channel, @now, 0, 0)
        ON CONFLICT (company_id, channel) DO UPDATE SET next_at = NULL, since = CASE WHEN @anew THEN excluded.since ELSE old.since END
        """;

    private const string CloseChannel = $"DELETE FROM notice_channels WHERE {OfOne}";
    private const string ForgetMarks = $"DELETE FROM notice_marks WHERE {OfOne}";

    // Either is first: it waits for whoever deletes the company or closes the channel, and behind them there is no row.
    private const string Touch = $"UPDATE notice_channels SET claim = claim WHERE {OfOne}";
    private const string Keep = $"UPDATE notice_channels SET failures = 0, last_at = @now, last_error = @error, next_at = NULL WHERE {OfOne}";
    private const string KeepClaim = $"UPDATE notice_channels SET claimed_until = @until WHERE {OfOne} AND claim = @claim";

    private const string Fail = $"""
        UPDATE notice_channels SET failures = failures + 1, last_at = @now, last_error = @error, next_at = @nextAt, claimed_until = NULL WHERE {OfOne} AND claim = @claim
        """;

    private const string GiveBack = $"UPDATE notice_channels SET claimed_until = NULL, next_at = @nextAt WHERE {OfOne} AND claim = @claim";

    private const string Log = """
        INSERT INTO notice_log (company_id, id, channel, at, incidents, title, error) VALUES (@companyId, @Id, @channel, @at, @Incidents, @title, @error)
        ON CONFLICT (company_id, id) DO UPDATE SET at = excluded.at, error = excluded.error
        """;

    private const string EndLogged = "UPDATE notice_log SET error = @error WHERE company_id = @companyId AND id = @id";

    private const string TrimLog = """
        DELETE FROM notice_log
        WHERE company_id = @companyId AND (at < @old OR id NOT IN (SELECT id FROM notice_log WHERE company_id = @companyId ORDER BY at DESC, id DESC LIMIT @most))
        """;

    private const string Tests = "SELECT count(*) FROM notice_log WHERE company_id = @companyId AND incidents = 0 AND at > @hourAgo";
    private const string IsThere = "UPDATE notice_settings SET version = version WHERE company_id = @companyId";

    private static readonly TimeSpan KeepsLog = TimeSpan.FromDays(30);

    public Task<NoticeSettings?> Find(string companyId, CancellationToken cancellationToken) =>
        database.Read(session => session.QueryFirst(FindOne, new { companyId }, Settings), cancellationToken);

    public Task<bool> Save(NoticeSettings settings, CancellationToken cancellationToken) => database.Write(
        async session =>
        {
            var before = await session.QueryFirst(FindOne, new { companyId = settings.CompanyId }, Settings).ConfigureAwait(false);
            var (emails, kinds) = (settings.Emails.Count > 0 ? string.Join('\n', settings.Emails) : null, (int)settings.Kinds);
            if ((before?.Version ?? 0) != settings.Version
                || await session.Execute(SaveSettings, new { settings.CompanyId, settings.Version, emails, settings.Webhook, settings.WebhookHost, kinds, settings.SevereOnly }).ConfigureAwait(false) == 0)
            {
                return false;
            }

            foreach (var channel in Enum.GetValues<NoticeChannel>())
            {
                var one = new { companyId = settings.CompanyId, channel = (short)channel, now = session.Now, anew = before?.Kinds != settings.Kinds || before.SevereOnly != settings.SevereOnly };
                if (settings.Uses(channel))
                {
                    await session.Execute(OpenChannel, one).ConfigureAwait(false);
                }
                else
                {
                    await session.Execute(CloseChannel, one).ConfigureAwait(false);
                    await session.Execute(ForgetMarks, one).ConfigureAwait(false);
                }
            }

            await session.Execute(NoticeSql.RemoveUnwanted, new { companyId = settings.CompanyId }).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    public Task<NoticeStandings> ReadStandings(string companyId, int messages, CancellationToken cancellationToken) => database.Read(
        async session => new NoticeStandings(
            await session.Query(ChannelsOf, new { companyId }, row => new NoticeStanding(
                (NoticeChannel)row.Number("channel"), row.Number("failures"), row.OptionalTime("last_at"), row.Text("last_error"), row.OptionalTime("next_at"))).ConfigureAwait(false),
            await session.Query(LastMessages, new { companyId, messages }, Message).ConfigureAwait(false)),
        cancellationToken);

    public Task<IReadOnlyList<NoticeTarget>> FindDue(NoticeTimes times, int limit, CancellationToken cancellationToken) => database.Read<IReadOnlyList<NoticeTarget>>(
        async session => await session.Query(NoticeSql.FindDue, Arguments(session.Now, times, limit), row => new NoticeTarget(row.RequiredText("company_id"), (NoticeChannel)row.Number("channel"))).ConfigureAwait(false),
        cancellationToken);

    public Task<NoticeWork?> Take(NoticeTarget target, NoticeTimes times, CancellationToken cancellationToken) => database.Write(
        async session =>
        {
            var one = Arguments(session.Now, times, MostDue, target);
            if (await session.Execute(NoticeSql.TakeOne, one).ConfigureAwait(false) == 0
                || await session.QueryFirst(FindOne, one, Settings).ConfigureAwait(false) is not { } settings)
            {
                return null;
            }

            var (claim, failures) = (await session.Query(FindChannel, one, row => (row.Number("claim"), row.Number("failures"))).ConfigureAwait(false))[0];
            var sent = await session.Query(SentSince, one, row => row.Time("at")).ConfigureAwait(false);
            var due = await session.Query(NoticeSql.ReadDue, one, NoticeSql.Due).ConfigureAwait(false);
            return new NoticeWork(new NoticeHold(target, claim, times), settings, failures, sent, due);
        },
        cancellationToken);

    public Task<bool> NoteTold(NoticeHold hold, ToldNotices told, CancellationToken cancellationToken) => database.Write(
        async session =>
        {
            var (now, (companyId, channel)) = (session.Now, Key(hold));
            var message = told.Message;
            if (await session.Execute(message is null ? Touch : Keep, new { companyId, channel, now, error = message?.Error.ToColumn() }).ConfigureAwait(false) == 0)
            {
                return false;
            }

            await session.Execute(NoticeSql.Told, told.Notices.Select(one => new
            {
                companyId,
                channel,
                subject = one.Incident.Subject,
                incidentId = one.Incident.Id,
                now,
                endedAt = one.Saying is NoticeSaying.Ended ? now : (DateTimeOffset?)null,
            }).ToList()).ConfigureAwait(false);
            if (message is not null)
            {
                await AddToLog(session, companyId, message).ConfigureAwait(false);
            }

            return await session.Execute(KeepClaim, new { companyId, channel, claim = hold.Claim, until = (now + hold.Times.Claim).ToColumn() }).ConfigureAwait(false) > 0;
        },
        cancellationToken);

    public Task NoteFailed(NoticeHold hold, string error, DateTimeOffset nextAt, CancellationToken cancellationToken)
    {
        var (companyId, channel) = Key(hold);
        return database.WriteOne(Fail, now => new { companyId, channel, now, error = error.ToColumn(), nextAt = nextAt.ToColumn(), claim = hold.Claim }, cancellationToken);
    }

    public Task Release(NoticeHold hold, DateTimeOffset? nextAt, CancellationToken cancellationToken)
    {
        var (companyId, channel) = Key(hold);
        return database.WriteOne(GiveBack, _ => new { companyId, channel, nextAt = nextAt.ToColumn(), claim = hold.Claim }, cancellationToken);
    }

    public Task<bool> BeginTest(string companyId, SentNotice test, int mostAnHour, CancellationToken cancellationToken) => database.Write(
        async session =>
        {
            // Two at a time wait for each other here, and nothing is noted of a company that is gone.
            if (await session.Execute(IsThere, new { companyId }).ConfigureAwait(false) == 0
                || await session.Scalar<long>(Tests, new { companyId, hourAgo = session.Now.AddHours(-1) }).ConfigureAwait(false) >= mostAnHour)
            {
                return false;
            }

            await AddToLog(session, companyId, test).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    public Task EndTest(string companyId, Guid id, string? error, CancellationToken cancellationToken) =>
        database.WriteOne(EndLogged, _ => new { companyId, id, error = error.ToColumn() }, cancellationToken);

    public Task<long> CountFailing(CancellationToken cancellationToken) => database.Read(session => session.Scalar<long>(Failing), cancellationToken);

    private static async Task AddToLog(TSession session, string companyId, SentNotice message)
    {
        await session.Execute(Log, new
        {
            companyId,
            message.Id,
            channel = (short)message.Channel,
            at = message.At.ToColumn(),
            message.Incidents,
            title = message.Title.ToColumn(),
            error = message.Error.ToColumn(),
        }).ConfigureAwait(false);
        await session.Execute(TrimLog, new { companyId, old = session.Now - KeepsLog, most = MostLogged }).ConfigureAwait(false);
    }

    private static object Arguments(DateTimeOffset now, NoticeTimes times, int limit, NoticeTarget? target = null) => new
    {
        companyId = target?.CompanyId ?? "",
        channel = (short)(target?.Channel ?? 0),
        now,
        until = (now + times.Claim).ToColumn(),
        settled = (now - times.Lasting).ToColumn(),
        judgedSince = (now - times.Judged).ToColumn(),
        remindedBefore = (now - times.Reminder).ToColumn(),
        forgottenBefore = (now - times.Forgotten).ToColumn(),
        hourAgo = now.AddHours(-1),
        limit,
    };

    private static (string CompanyId, short Channel) Key(NoticeHold hold) => (hold.Target.CompanyId, (short)hold.Target.Channel);

    private static NoticeSettings Settings(DbDataReader row) => new()
    {
        CompanyId = row.RequiredText("company_id"),
        Version = row.Number("version"),
        Emails = row.Text("emails")?.Split('\n') ?? [],
        Webhook = row.Text("webhook"),
        WebhookHost = row.Text("webhook_host"),
        Kinds = (NoticeKinds)row.Number("kinds"),
        SevereOnly = row.Flag("severe_only"),
    };

    private static SentNotice Message(DbDataReader row) => new(
        row.Id(), (NoticeChannel)row.Number("channel"), row.Time("at"), row.Number("incidents"), row.RequiredText("title"), row.Text("error"));
}
