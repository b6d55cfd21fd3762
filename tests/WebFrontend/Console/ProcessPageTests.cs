using Jobvite.Grains.Interfaces;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests.Console;

public sealed class ProcessPageTests(FrontHost front) : IClassFixture<FrontHost>
{
    [Fact]
    public async Task A_due_date_is_the_same_day_wherever_the_reader_is()
    {
        var tenant = Tenant(
            new Page<TaskView>([Due("t-1", new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero)), Due("t-2", new(2026, 3, 2, 17, 30, 0, TimeSpan.Zero))], 2, 1, 1000, null));
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);
        browser.Client.DefaultRequestHeaders.Add("Cookie", "jobvite-zone=auto:America/Los_Angeles");

        var html = await browser.Page("/onboarding/p-1");

        Assert.Contains("""<time datetime="2026-03-01">1 Mar 2026</time>""", html, StringComparison.Ordinal);
        Assert.Contains("""<time datetime="2026-03-02">2 Mar 2026</time>""", html, StringComparison.Ordinal);
        Assert.DoesNotContain("of 1: tasks", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_tasks_than_fit_on_a_page_are_said_and_reached()
    {
        var tenant = Tenant(new Page<TaskView>([Samples.Task("t-1")], 1001, 1, 1000, null));
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var html = await browser.Page("/onboarding/p-1");

        Assert.Contains("Page 1 of 2: tasks are shown 1,000 at a time.", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/onboarding/p-1?tasks=2#tasks-title\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Milestones_that_could_not_be_read_again_are_not_called_a_failure()
    {
        var tenant = Tenant(new Page<TaskView>([], 0, 1, 1000, null));
        tenant.Grain.UpdateMilestones(default!, default!, default!, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(
            new MilestoneResult { Found = true, Process = Samples.Process("p-1"), Note = "What is shown may be older." });
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var answer = await browser.Send("/onboarding/p-1", "/onboarding/p-1", ("_handler", "milestones"), ("milestones", "Badge made"), ("operation", "add"));

        var html = await answer.Content.ReadAsStringAsync(Answers.Cancelled);
        Assert.Contains("The milestones were changed in Jobvite.", html, StringComparison.Ordinal);
        Assert.Contains("What is shown may be older.", html, StringComparison.Ordinal);
    }

    private static TaskView Due(string id, DateTimeOffset at) => Samples.Task(id) with { DueDate = at };

    private PlayedTenant Tenant(Page<TaskView> tasks)
    {
        var tenant = front.NewTenant();
        tenant.Records.GetProcess("p-1", Arg.Any<CancellationToken>()).Returns(Samples.Process("p-1"));
        tenant.Records.ListTaskPage("p-1", Arg.Any<int>(), Arg.Any<CancellationToken>()).Returns(tasks);
        return tenant;
    }
}
