using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Notices;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Grains.Tests.Endpoints;
using Jobvite.Sandbox;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Grains.Tests.Notices;

/// <summary>A cluster with a mail server, which looks all the time and does not wait.</summary>
public sealed class NoticeCluster : GrainCluster
{
    public NoticeCluster() => Settings = new Dictionary<string, string?>
    {
        ["Jobvite:RequestBudget:PerMinute"] = "6000",
        ["Webhooks:AllowedHosts"] = "127.0.0.1",
        ["Jobvite:Notices:SmtpHost"] = "127.0.0.1",
        ["Jobvite:Notices:SmtpPort"] = $"{Mail.Port}",
        ["Jobvite:Notices:SmtpTls"] = "None",
        ["Jobvite:Notices:From"] = "noreply@example.com",
        ["Jobvite:Notices:After"] = "00:00:00",
    };

    internal MailServer Mail { get; } = new();

    protected override IReadOnlyDictionary<string, string?> Settings { get; }

    protected override void Configure(IServiceCollection services) => services.Configure<NoticeOptions>(options => options.Look = TimeSpan.FromMilliseconds(100));
}

public sealed class NoticesGrainTests(NoticeCluster cluster) : IClassFixture<NoticeCluster>
{
    private const NoticeKinds Kinds = NoticeKinds.Connection | NoticeKinds.Syncs;

    private static readonly SandboxOptions Few = new() { Jobs = 3, Candidates = 4, Processes = 0 };

    [Fact]
    public async Task What_is_wrong_arrives_and_so_does_its_end()
    {
        await using var company = await cluster.Connect(Few);
        var address = $"{company.CompanyId}@example.com";
        Assert.Equal(NoticesOutcome.Saved, (await Save(company, new NoticesChange { Version = 0, Emails = [address], Kinds = NoticeKinds.Connection })).Outcome);

        await company.Configure(new SyncSettingsPatch { SyncJobs = false, SyncCandidates = false, SyncOnboarding = false });
        await TestCompany.Until(() => Task.FromResult(Mine().Count == 1));
        await company.Configure(new SyncSettingsPatch { SyncJobs = true });
        await TestCompany.Until(() => Task.FromResult(Mine().Count >= 2));

        Assert.Contains("Problem: Nothing is synced", Mine()[0].Subject, StringComparison.Ordinal);
        Assert.Contains("Resolved: Nothing is synced", Mine()[1].Subject, StringComparison.Ordinal);

        // A message is noted after it arrived.
        await TestCompany.Until(async () => (await Grain(company).Get(company.Caller))!.Messages.Length == 2);
        var view = (await Grain(company).Get(company.Caller))!;
        Assert.Equal((NoticeChannel.Email, 0, null), (view.Channels.Single().Channel, view.Channels.Single().Failures, view.Channels.Single().Error));

        List<TakenMail> Mine() => [.. cluster.Mail.Mails.Where(mail => mail.Recipients.Contains(address))];
    }

    [Fact]
    public async Task A_test_says_what_came_of_it_on_each_channel()
    {
        await using var receiver = await Receiver.Start();
        await using var company = await cluster.Connect(Few);
        cluster.Mail.Unknown.Add("gone@example.com");
        Assert.Empty((await Grain(company).Test(company.Caller))!.Value);
        await Save(company, new NoticesChange { Version = 0, Emails = ["test@example.com", "gone@example.com"], Webhook = receiver.Url, Kinds = Kinds });

        Assert.Equal(
            [new NoticeTest(NoticeChannel.Email, true, "The mail server refused gone@example.com: No such mailbox"), new NoticeTest(NoticeChannel.Webhook, true, null)],
            (await Grain(company).Test(company.Caller))!.Value);
        receiver.Answer = (_, http) => Receiver.Status(http, 410);
        Assert.Equal("The answer was 410.", (await Grain(company).Test(company.Caller))!.Value[1].Error);
        Assert.Contains("Test notice", receiver.All[0].Body, StringComparison.Ordinal);

        for (var i = 0; i < 3; i++)
        {
            await Grain(company).Test(company.Caller);
        }

        Assert.All((await Grain(company).Test(company.Caller))!.Value, test => Assert.StartsWith("Nothing was sent: a company has 10 test notices an hour.", test.Error, StringComparison.Ordinal));
        var view = (await Grain(company).Get(company.Caller))!;
        Assert.Equal(10, view.Messages.Length);
        Assert.All(view.Messages, message => Assert.True(message.IsTest));
        Assert.Contains(view.Messages, message => message.Error == "The answer was 410.");
    }

    [Fact]
    public async Task The_address_of_a_webhook_is_shown_to_nobody_and_stored_protected()
    {
        await using var receiver = await Receiver.Start();
        await using var company = await cluster.Connect(Few);
        await Save(company, new NoticesChange { Version = 0, Emails = ["secretary@example.com"], Webhook = receiver.Url, Kinds = Kinds });

        var view = (await Grain(company).Get(company.Caller))!;
        Assert.Equal("127.0.0.1", view.WebhookHost);
        var rows = await cluster.Rows("SELECT webhook || webhook_host || emails FROM notice_settings WHERE company_id = @id", company.CompanyId);
        Assert.DoesNotContain("secret-path", rows[0], StringComparison.Ordinal);

        // It is kept when nothing is said of it, and goes when it is taken away.
        Assert.Equal(NoticesOutcome.Saved, (await Save(company, new NoticesChange { Version = 1, Kinds = Kinds })).Outcome);
        Assert.True((await Grain(company).Test(company.Caller))!.Value.Single().IsSent);
        await Save(company, new NoticesChange { Version = 2, Webhook = "", Kinds = Kinds });
        Assert.Null((await Grain(company).Get(company.Caller))!.WebhookHost);

        var audit = await cluster.Grains.GetGrain<IAuditGrain>(CompanyKey.Of(company.CompanyId).ToString()).List(new AuditFilter(), new PageRequest(1, 25), company.Caller.TenantId);
        Assert.Equal(
            [
                (AuditActions.UpdateNotices, "webhook: 127.0.0.1 → none"),
                (AuditActions.TestNotices, null),
                (AuditActions.UpdateNotices, "e-mail addresses: 1 → 0"),
                (AuditActions.UpdateNotices, "e-mail addresses: 0 → 1\nwebhook: none → 127.0.0.1\nkinds: None → Connection, Syncs"),
            ],
            audit.Items.Take(4).Select(line => (line.Action, line.Details)));
        Assert.DoesNotContain(audit.Items, line => line.Details?.Contains("secret", StringComparison.Ordinal) is true);
    }

    [Fact]
    public async Task What_is_wrong_with_each_field_is_said_and_nothing_is_saved()
    {
        await using var company = await cluster.Connect(Few);
        var result = await Save(company, new NoticesChange
        {
            Version = 0,
            Emails = ["a@example.com\r\nBcc: eve@example.com"],
            Webhook = "http://10.0.0.1/x",
            Kinds = NoticeKinds.None,
        });

        Assert.Equal(NoticesOutcome.Invalid, result.Outcome);
        Assert.Equal(["emails", "kinds", "webhook"], result.FieldErrors.Keys.Order());
        Assert.Equal(0, (await Grain(company).Get(company.Caller))!.Version);
    }

    [Fact]
    public async Task Somebody_elses_change_is_not_saved_over()
    {
        await using var company = await cluster.Connect(Few);
        await Save(company, new NoticesChange { Version = 0, Emails = ["a@example.com"], Kinds = Kinds });
        Assert.Equal(NoticesOutcome.Changed, (await Save(company, new NoticesChange { Version = 0, Kinds = Kinds })).Outcome);
        Assert.Equal(NoticesOutcome.Changed, (await Save(company, new NoticesChange { Version = -1, Kinds = Kinds })).Outcome);
    }

    [Fact]
    public async Task Another_tenant_sees_nothing_and_changes_nothing()
    {
        await using var company = await cluster.Connect(Few);
        await Save(company, new NoticesChange { Version = 0, Emails = ["a@example.com"], Kinds = Kinds });
        var stranger = new Caller("stranger");

        Assert.Null(await Grain(company).Get(stranger));
        Assert.Null(await Grain(company).Test(stranger));
        Assert.Equal(NoticesOutcome.NotFound, (await Grain(company).Save(new NoticesChange { Version = 1, Kinds = Kinds }, stranger)).Outcome);
        Assert.Equal(["a@example.com"], (await Grain(company).Get(company.Caller))!.Emails);
    }

    [Fact]
    public async Task Nothing_is_left_of_a_company_that_is_deleted()
    {
        await using var company = await cluster.Connect(Few);
        await Save(company, new NoticesChange { Version = 0, Emails = ["a@example.com"], Kinds = Kinds });
        await company.Directory.Disconnect(deleteData: true, company.Caller);

        await TestCompany.Until(async () => (await cluster.Rows(
            "SELECT company_id FROM notice_settings WHERE company_id = @id UNION ALL SELECT company_id FROM notice_channels WHERE company_id = @id UNION ALL SELECT company_id FROM notice_log WHERE company_id = @id",
            company.CompanyId)).Count == 0);
        Assert.Null(await Grain(company).Get(company.Caller));
    }

    private INoticesGrain Grain(TestCompany company) => cluster.Grains.GetGrain<INoticesGrain>(CompanyKey.Of(company.CompanyId).ToString());

    private Task<NoticesResult> Save(TestCompany company, NoticesChange change) => Grain(company).Save(change, company.Caller);
}
