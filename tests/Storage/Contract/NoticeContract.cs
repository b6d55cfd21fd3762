using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

/// <summary>Which notices are due, and what is remembered of those that were told.</summary>
public abstract class NoticeContract : StoreContract
{
    private const NoticeKinds Most = NoticeKinds.Connection | NoticeKinds.Syncs | NoticeKinds.Webhooks | NoticeKinds.Endpoints;
    private const string Jobs = "endpoint:job";

    private static readonly NoticeTimes Times = new() { Lasting = TimeSpan.FromMinutes(5) };
    private static readonly NoticeTarget Email = new(Company, NoticeChannel.Email);

    private INoticeStore Notices => Store.Get<INoticeStore>();

    [Fact]
    public async Task Settings_are_found_as_they_were_saved()
    {
        Assert.Null(await Notices.Find(Company, Stop));
        var settings = Settings() with { Emails = ["a@example.com", "b@example.com"], Webhook = "protected", WebhookHost = "hooks.example.com", SevereOnly = true };
        Assert.True(await Notices.Save(settings, Stop));

        var found = (await Notices.Find(Company, Stop))!;

        Assert.Equal(settings.Emails, found.Emails);
        Assert.Equal(settings with { Version = 1, Emails = [] }, found with { Emails = [] });
        Assert.Null(await Notices.Find(Other, Stop));
        Assert.Equal([NoticeChannel.Email, NoticeChannel.Webhook], (await Notices.ReadStandings(Company, 10, Stop)).Channels.Select(one => one.Channel));
    }

    [Fact]
    public async Task Settings_that_somebody_else_changed_meanwhile_are_not_saved_over()
    {
        Assert.True(await Notices.Save(Settings(), Stop));
        Assert.False(await Notices.Save(Settings(), Stop));
        Assert.True(await Notices.Save(Settings() with { Version = 1, Emails = [] }, Stop));
        Assert.False(await Notices.Save(Settings() with { Version = 1 }, Stop));

        Assert.Empty((await Notices.Find(Company, Stop))!.Emails);
        Assert.Empty((await Notices.ReadStandings(Company, 10, Stop)).Channels);
    }

    [Fact]
    public async Task An_incident_is_due_once_it_has_lasted_and_not_again_when_it_was_told()
    {
        await Begin();
        await Judge(Condition(Jobs));
        Assert.Empty(await Due());
        await Pass(TimeSpan.FromMinutes(4), Condition(Jobs));
        Assert.Empty(await Due());
        await Pass(TimeSpan.FromMinutes(1), Condition(Jobs));

        Assert.Equal([Email], await Due());
        var work = (await Take())!;
        var notice = Assert.Single(work.Due);
        Assert.Equal((NoticeSaying.Begun, Jobs, null), (notice.Saying, notice.Incident.Subject, notice.Told));
        Assert.True(await Tell(work));
        await Release(work);

        Assert.Empty(await Due());
        var message = Assert.Single((await Notices.ReadStandings(Company, 10, Stop)).Messages);
        Assert.Equal((NoticeChannel.Email, 1, "Title", Now), (message.Channel, message.Incidents, message.Title, message.At));
    }

    [Fact]
    public async Task It_is_due_again_after_a_day_and_each_day_after_that()
    {
        await Begin();
        await Judge(Condition(Jobs));
        await PassAndTell(TimeSpan.FromMinutes(5), Condition(Jobs));
        for (var day = 0; day < 3; day++)
        {
            await Pass(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1), Condition(Jobs));
            Assert.Empty(await Due());
            await Pass(TimeSpan.FromSeconds(1), Condition(Jobs));
            var notice = Assert.Single(await Told());
            Assert.Equal(NoticeSaying.Reminder, notice.Saying);
            Assert.NotNull(notice.Told);
        }
    }

    [Fact]
    public async Task Its_end_is_due_once_when_it_has_been_over_for_as_long()
    {
        await Begin();
        await Judge(Condition(Jobs));
        await PassAndTell(TimeSpan.FromMinutes(5), Condition(Jobs));
        await Pass(TimeSpan.FromMinutes(1));
        var ended = Now;
        Assert.Empty(await Due());
        await Pass(TimeSpan.FromMinutes(5));

        var notice = Assert.Single(await Told());
        Assert.Equal((NoticeSaying.Ended, ended), (notice.Saying, notice.Incident.EndedAt));
        await Pass(TimeSpan.FromDays(2));
        Assert.Empty(await Due());
    }

    [Fact]
    public async Task What_comes_back_before_its_end_was_told_goes_on_without_a_word()
    {
        await Begin();
        await Judge(Condition(Jobs));
        await PassAndTell(TimeSpan.FromMinutes(5), Condition(Jobs));
        for (var i = 0; i < 20; i++)
        {
            await Pass(TimeSpan.FromMinutes(1));
            Assert.Empty(await Due());
            await Pass(TimeSpan.FromMinutes(2), Condition(Jobs));
            await Pass(TimeSpan.FromMinutes(6), Condition(Jobs));
            Assert.Empty(await Due());
        }

        await Pass(TimeSpan.FromMinutes(1));
        await Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(NoticeSaying.Ended, Assert.Single(await Told()).Saying);
    }

    [Fact]
    public async Task What_began_and_ended_untold_is_due_as_a_whole_for_three_days()
    {
        await Begin();
        await Judge(Condition(Jobs));
        await Pass(TimeSpan.FromMinutes(30), Condition(Jobs));
        await Pass(TimeSpan.FromMinutes(1));
        await Pass(TimeSpan.FromMinutes(5));

        var work = (await Take())!;
        var notice = Assert.Single(work.Due);
        Assert.Equal((NoticeSaying.Ended, null), (notice.Saying, notice.Told));
        await Release(work);
        await Pass(TimeSpan.FromDays(3));
        Assert.Empty(await Due());
    }

    [Fact]
    public async Task What_needs_no_message_is_noted_without_one()
    {
        await Begin();
        await Judge(Condition(Jobs));
        await Pass(TimeSpan.FromMinutes(1));
        await Pass(TimeSpan.FromMinutes(5));
        var work = (await Take())!;
        Assert.True(await Notices.NoteTold(work.Hold, new ToldNotices(work.Due, Message: null), Stop));
        await Release(work);

        Assert.Empty(await Due());
        var standings = await Notices.ReadStandings(Company, 10, Stop);
        Assert.Empty(standings.Messages);
        Assert.Null(standings.Channels.Single().LastAt);
    }

    [Fact]
    public async Task What_ended_before_a_channel_was_set_up_is_not_told_and_what_lasts_is()
    {
        await Connect();
        await Judge(Condition(Jobs), Condition("run:jobs"));
        await Pass(TimeSpan.FromMinutes(10), Condition(Jobs), Condition("run:jobs"));
        await Pass(TimeSpan.FromMinutes(10), Condition("run:jobs"));
        Assert.True(await Notices.Save(Settings(), Stop));

        Assert.Equal("run:jobs", Assert.Single(await Told()).Incident.Subject);
    }

    [Theory]
    [InlineData("endpoint:job", NoticeKinds.Connection)]
    [InlineData("settings:unreadable", NoticeKinds.Connection)]
    [InlineData("service:database", NoticeKinds.Connection)]
    [InlineData("something:new", NoticeKinds.Connection)]
    [InlineData("run:candidates", NoticeKinds.Syncs)]
    [InlineData("schedule:jobs", NoticeKinds.Syncs)]
    [InlineData("deletions:jobs", NoticeKinds.Syncs)]
    [InlineData("withheld:jobs", NoticeKinds.Syncs)]
    [InlineData("webhooks:dead", NoticeKinds.Webhooks)]
    [InlineData("webhook-endpoint:0198", NoticeKinds.Endpoints)]
    [InlineData("budget:blocked", NoticeKinds.Budget)]
    public async Task Only_the_kinds_that_are_wanted_are_due(string subject, NoticeKinds kind)
    {
        await Begin(Settings() with { Kinds = kind });
        await Judge(Condition(subject));
        await Pass(TimeSpan.FromMinutes(5), Condition(subject));
        Assert.Single(await Due());

        var all = Enum.GetValues<NoticeKinds>().Aggregate((a, b) => a | b);
        await Notices.Save(Settings() with { Kinds = all & ~kind, Version = 1 }, Stop);
        Assert.Empty(await Due());
    }

    [Fact]
    public async Task Only_what_needs_somebody_is_due_to_those_who_want_that()
    {
        await Begin(Settings() with { SevereOnly = true });
        var mild = Condition(Jobs) with { Severe = false };
        await Judge(mild);
        await Pass(TimeSpan.FromMinutes(5), mild);
        Assert.Empty(await Due());
        await Pass(TimeSpan.FromMinutes(5), Condition(Jobs));
        Assert.Equal(NoticeSaying.Begun, Assert.Single(await Told()).Saying);
        await Pass(TimeSpan.FromMinutes(5), mild);
        await Pass(TimeSpan.FromMinutes(1));
        await Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(NoticeSaying.Ended, Assert.Single(await Told()).Saying);
    }

    [Fact]
    public async Task A_kind_that_is_wanted_again_is_told_anew()
    {
        await Begin();
        await Judge(Condition(Jobs));
        await PassAndTell(TimeSpan.FromMinutes(5), Condition(Jobs));
        await Notices.Save(Settings() with { Version = 1, Kinds = NoticeKinds.Syncs }, Stop);
        await Notices.Save(Settings() with { Version = 2 }, Stop);

        Assert.Equal(NoticeSaying.Begun, Assert.Single(await Told()).Saying);
    }

    [Fact]
    public async Task Nothing_is_due_while_nobody_judges_or_the_company_is_not_connected()
    {
        await Begin();
        await Judge(Condition(Jobs));
        await Pass(TimeSpan.FromMinutes(5), Condition(Jobs));
        Assert.Single(await Due());

        Advance(16 * 60);
        Assert.Empty(await Due());
        await Judge(Condition(Jobs));
        Assert.Single(await Due());
        await Connect(connected: false);
        Assert.Empty(await Due());
    }

    [Fact]
    public async Task One_takes_a_channel_at_a_time_and_another_when_the_first_is_silent()
    {
        await Begin();
        await Judge(Condition(Jobs));
        await Pass(TimeSpan.FromMinutes(5), Condition(Jobs));

        var first = (await Take())!;
        Assert.Empty(await Due());
        Assert.Null(await Take());
        await Pass(Times.Claim, Condition(Jobs));
        var second = (await Take())!;

        Assert.Equal(first.Due.Select(one => one.Incident.Id), second.Due.Select(one => one.Incident.Id));
        var message = Guid.NewGuid();
        Assert.False(await Tell(first, message));
        await Notices.NoteFailed(first.Hold, "No.", Now.AddHours(1), Stop);
        await Notices.Release(first.Hold, Now.AddHours(1), Stop);
        Assert.True(await Tell(second, message));
        await Release(second);
        Assert.Empty(await Due());
        Assert.Equal(0, (await Notices.ReadStandings(Company, 10, Stop)).Channels.Single().Failures);
        Assert.Single((await Notices.ReadStandings(Company, 10, Stop)).Messages);
    }

    [Fact]
    public async Task A_failed_attempt_is_due_again_at_its_time_or_when_the_settings_are_saved()
    {
        await Begin();
        await Judge(Condition(Jobs));
        await Pass(TimeSpan.FromMinutes(5), Condition(Jobs));
        await Notices.NoteFailed((await Take())!.Hold, "The mail server is away.", Now.AddMinutes(10), Stop);

        var standing = (await Notices.ReadStandings(Company, 10, Stop)).Channels.Single();
        Assert.Equal((1, "The mail server is away.", Now, Now.AddMinutes(10)), (standing.Failures, standing.Error, standing.LastAt, standing.NextAt));
        Assert.Equal(1, await Notices.CountFailing(Stop));
        await Pass(TimeSpan.FromMinutes(9), Condition(Jobs));
        Assert.Empty(await Due());
        await Notices.Save(Settings() with { Version = 1, Emails = ["b@example.com"] }, Stop);
        Assert.Single(await Due());
        var work = (await Take())!;
        Assert.Equal((1, "b@example.com"), (work.Failures, work.Settings.Emails.Single()));
        Assert.True(await Tell(work));
        Assert.Equal(0, await Notices.CountFailing(Stop));
    }

    [Fact]
    public async Task Each_channel_is_told_by_itself()
    {
        await Begin(Settings() with { Webhook = "protected", WebhookHost = "hooks.example.com" });
        await Judge(Condition(Jobs));
        await Pass(TimeSpan.FromMinutes(5), Condition(Jobs));
        Assert.Equal([NoticeChannel.Email, NoticeChannel.Webhook], (await Due()).Select(one => one.Channel));
        await Told();

        Assert.Equal(NoticeChannel.Webhook, Assert.Single(await Due()).Channel);
    }

    [Fact]
    public async Task The_messages_of_the_last_hour_are_counted_without_tests()
    {
        await Begin();
        await Judge();
        Assert.True(await Notices.BeginTest(Company, Message(0), 2, Stop));
        for (var i = 0; i < 3; i++)
        {
            await Judge(Condition($"run:{i}"));
            await PassAndTell(TimeSpan.FromMinutes(25), Condition($"run:{i}"));
        }

        await Judge(Condition("run:last"));
        await Pass(TimeSpan.FromMinutes(5), Condition("run:last"));
        Assert.Equal([Now.AddMinutes(-55), Now.AddMinutes(-30), Now.AddMinutes(-5)], (await Take())!.SentAt);
    }

    [Fact]
    public async Task A_company_has_so_many_tests_an_hour_and_none_without_settings()
    {
        Assert.False(await Notices.BeginTest(Company, Message(0), 2, Stop));
        await Begin();
        var test = Message(0);
        Assert.True(await Notices.BeginTest(Company, test, 2, Stop));
        Assert.True(await Notices.BeginTest(Company, Message(0), 2, Stop));
        Assert.False(await Notices.BeginTest(Company, Message(0), 2, Stop));
        await Notices.EndTest(Company, test.Id, "No.", Stop);
        Assert.Equal("No.", (await Notices.ReadStandings(Company, 10, Stop)).Messages.Single(one => one.Id == test.Id).Error);
        Advance(3600);
        Assert.True(await Notices.BeginTest(Company, Message(0), 2, Stop));
    }

    [Fact]
    public async Task The_log_keeps_a_hundred_messages_of_thirty_days()
    {
        await Begin();
        for (var i = 0; i < 105; i++)
        {
            Advance(1);
            Assert.True(await Notices.BeginTest(Company, Message(0), 1000, Stop));
        }

        Assert.Equal(100, (await Notices.ReadStandings(Company, 1000, Stop)).Messages.Count);
        Advance(31 * 24 * 3600);
        Assert.True(await Notices.BeginTest(Company, Message(0), 1000, Stop));
        Assert.Single((await Notices.ReadStandings(Company, 1000, Stop)).Messages);
    }

    [Fact]
    public async Task Whoever_sends_while_the_company_is_deleted_leaves_nothing_behind()
    {
        await Begin();
        await Judge(Condition(Jobs));
        await Pass(TimeSpan.FromMinutes(5), Condition(Jobs));
        var work = (await Take())!;
        await Store.Get<ICompanyData>().Delete(Company, Stop);

        Assert.False(await Tell(work));
        await Notices.NoteFailed(work.Hold, "No.", Now, Stop);
        await Notices.EndTest(Company, Guid.NewGuid(), null, Stop);
        foreach (var table in (string[])["notice_settings", "notice_channels", "notice_marks", "notice_log"])
        {
            Assert.Equal("0", Assert.Single(await Store.Look($"SELECT count(*) FROM {table}")));
        }
    }

    private static NoticeSettings Settings() => new() { CompanyId = Company, Emails = ["a@example.com"], Kinds = Most };

    private static OpenCondition Condition(string subject) => new(subject, true, DateTimeOffset.MinValue, "It is broken.", "Nothing works.", "Repair it.");

    private SentNotice Message(int incidents) => new(Guid.NewGuid(), NoticeChannel.Email, Now, incidents, "Title", null);

    private async Task Begin(NoticeSettings? settings = null)
    {
        await Connect();
        Assert.True(await Notices.Save(settings ?? Settings(), Stop));
        await Judge();
    }

    private Task Connect(bool connected = true) =>
        Store.Get<ICompanyDirectory>().Save(new DirectoryEntry(Company, JobviteEnvironment.Stage, connected, IntervalMinutes: 60), Stop);

    private Task Judge(params OpenCondition[] conditions) => Store.Get<IHealthStore>().Save(
        Company, conditions.Length > 0 ? HealthStatus.Failing : HealthStatus.Ok, 1, [.. conditions.Select(one => one with { Since = Now })], Stop);

    private async Task Pass(TimeSpan time, params OpenCondition[] conditions)
    {
        Store.Time.Advance(time);
        await Judge(conditions);
    }

    private async Task PassAndTell(TimeSpan time, params OpenCondition[] conditions)
    {
        await Pass(time, conditions);
        await Told();
    }

    private Task<IReadOnlyList<NoticeTarget>> Due() => Notices.FindDue(Times, 10, Stop);

    private Task<NoticeWork?> Take() => Notices.Take(Email, Times, Stop);

    /// <summary>Takes what is due of e-mail and tells it.</summary>
    private async Task<IReadOnlyList<DueNotice>> Told()
    {
        Assert.Contains(Email, await Due());
        var work = (await Take())!;
        Assert.True(await Tell(work));
        await Release(work);
        return work.Due;
    }

    private Task<bool> Tell(NoticeWork work, Guid? message = null) =>
        Notices.NoteTold(work.Hold, new ToldNotices(work.Due, Message(work.Due.Count) with { Id = message ?? Guid.NewGuid() }), Stop);

    private Task Release(NoticeWork work) => Notices.Release(work.Hold, null, Stop);
}
