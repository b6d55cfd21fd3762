using Jobvite.Grains.Interfaces;
using Jobvite.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Jobvite.Browser.Tests.Notices;

[Collection(nameof(ConsoleCollection))]
public sealed class NoticeTests(ServiceFixture service)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_says_who_is_told_and_sees_that_it_arrives()
    {
        var company = await service.Connect("notices-set");
        await using var visitor = await service.SignedIn(company.TenantId);
        await visitor.Open("/notices");
        await Expect(visitor.Page.GetByText("No message yet")).ToBeVisibleAsync();
        await visitor.Page.GetByLabel("E-mail addresses").FillAsync("anna@example.com\nnobody");
        await visitor.Page.GetByLabel("Slack webhook").FillAsync("ftp://example.com");
        await Press("Save");
        await Expect(visitor.Page.Locator("#emails-error")).ToContainTextAsync("'nobody' is none");
        await Expect(visitor.Page.Locator("#webhook-error")).ToContainTextAsync("https://");
        await Expect(visitor.Page.GetByLabel("E-mail addresses")).ToHaveValueAsync("anna@example.com\nnobody");
        await visitor.Check();

        await visitor.Page.GetByLabel("E-mail addresses").FillAsync("anna@example.com\ngone@example.com");
        await visitor.Page.GetByLabel("Slack webhook").FillAsync("");
        await visitor.Page.GetByText("Only what needs somebody").ClickAsync();
        await Press("Save");
        await Expect(visitor.Page.GetByText("Saved. It counts from now on.")).ToBeVisibleAsync();
        await Press("Send a test notice");
        await Expect(visitor.Page.Locator("#tested")).ToContainTextAsync("The mail server took the test notice");
        await Expect(visitor.Page.Locator("#tested")).ToContainTextAsync("refused gone@example.com");
        await visitor.Check();

        await visitor.Page.ReloadAsync();
        await Expect(visitor.Page.Locator("tbody th")).ToContainTextAsync("Test notice");
        Assert.Contains("Test notice", Assert.Single(service.Mail.Mails, mail => mail.Recipients.Contains("anna@example.com")).Subject, StringComparison.Ordinal);

        Task Press(string button) => visitor.Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
    }

    [Fact]
    public async Task The_page_can_be_used_by_everybody_on_every_screen()
    {
        var (empty, full) = (await service.Connect("notices-none"), await service.Connect("notices-full"));
        var store = service.Services.GetRequiredService<INoticeStore>();
        Assert.True(await store.Save(
            new NoticeSettings
            {
                CompanyId = full.CompanyId,
                Emails = ["anna.with-a-rather-long-name@recruiting.example.com", "ben@example.com"],
                Webhook = "protected",
                WebhookHost = "hooks.slack.com",
                Kinds = NoticeKinds.Connection | NoticeKinds.Syncs,
            },
            Stop));
        var times = new NoticeTimes { Lasting = TimeSpan.Zero };
        await store.NoteTold(new NoticeHold(new NoticeTarget(full.CompanyId, NoticeChannel.Webhook), 0, times), Message(full, "Resolved: Jobvite's candidate endpoint reported trouble of its own (status 503).", null), Stop);
        await store.NoteTold(new NoticeHold(new NoticeTarget(full.CompanyId, NoticeChannel.Email), 0, times), Message(full, "41 notices: 30 new, 11 resolved", "The mail server refused ben@example.com: no such mailbox."), Stop);
        await store.NoteFailed(new NoticeHold(new NoticeTarget(full.CompanyId, NoticeChannel.Email), 0, times), "The mail server did not answer in time.", TimeProvider.System.GetUtcNow().AddMinutes(30), Stop);
        foreach (var (form, width, height, theme) in Pictures.Forms)
        {
            foreach (var (name, company, scope) in ((string, Company, string?)[])[("notices-none", empty, null), ("notices", full, null), ("notices-read", full, "jobvite.read")])
            {
                await using var visitor = await service.SignedIn(company.TenantId, scope, width: width, height: height, theme: theme);
                await visitor.Open("/notices");
                await visitor.Picture($"{name}-{form}");
                await visitor.FitsTheScreen();
                await visitor.Check();
            }
        }
    }

    private static ToldNotices Message(Company company, string title, string? error) =>
        new([], new SentNotice(Guid.NewGuid(), NoticeChannel.Email, TimeProvider.System.GetUtcNow().AddMinutes(-7), 1, $"[Jobvite {company.CompanyId}] {title}", error));
}
