using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Access;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests.Console;

/// <summary>Views of lists: saved from the list, shown over it, managed on a page of their own.</summary>
public sealed class SavedViewPageTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Page = "/views/candidates";

    [Fact]
    public async Task Whoever_may_read_saves_what_a_list_shows_and_is_led_back_to_it()
    {
        var tenant = Tenant();
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId, "jobvite.read");
        var list = await browser.Page("/candidates?columns=state,source&workflowState=Phone+Screen&sort=name&pageSize=25&page=2");
        var query = Regex.Match(list, "<input type=\"hidden\" name=\"query\" value=\"([^\"]*)\"").Groups[1].Value;
        Assert.Equal("workflowState=Phone%20Screen&sort=name&columns=state%2Csource", query);
        Assert.DoesNotContain("left out", list, StringComparison.Ordinal);

        var answer = await Save(browser, "Screens", query);

        Assert.EndsWith("/candidates?workflowState=Phone%20Screen&sort=name&columns=state%2Csource&done=saved", Assert.Single(answer.Headers.GetValues("Location")), StringComparison.Ordinal);
        await tenant.SavedViews.Received(1).Save(ViewedList.Candidates, "Screens", query, false, Arg.Is<Caller>(caller => caller.TenantId == tenant.TenantId), Arg.Any<CancellationToken>());
        var shown = await browser.Page($"/candidates?{query}&done=saved");
        Assert.Contains("The view is saved.", shown, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"/candidates?{query}\" title=\"Screens\" aria-current=\"true\"><span>Screens</span></a>", shown, StringComparison.Ordinal);
        Assert.DoesNotMatch("<a [^>]*done=", shown);
        Assert.DoesNotContain("Save this view", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/candidates?search=ann&workflowState=Offer", "workflowState=Offer")]
    [InlineData("/candidates?email=ann%40example.com&appliedFrom=2026-11-01", "appliedFrom=2026-11-01")]
    [InlineData("/jobs?recruiter=ann%40example.com&search=cook&status=Open", "status=Open")]
    [InlineData("/jobs?search=cook&updatedFrom=2026-11-01&updatedTo=2026-11-28", "updatedFrom=2026-11-01&updatedTo=2026-11-28")]
    [InlineData("/onboarding?search=p-1&status=ACTIVE", "status=ACTIVE")]
    public async Task A_search_and_an_address_are_left_out_and_the_page_says_so(string path, string kept)
    {
        var tenant = Tenant();
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var html = await browser.Page(path);

        Assert.Contains("A search, an e-mail address and a recruiter are left out: a view names no person.", html, StringComparison.Ordinal);
        Assert.Contains($"<input type=\"hidden\" name=\"query\" value=\"{kept}\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_a_form_sends_a_search_is_not_kept()
    {
        var tenant = Tenant();
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        await Save(browser, "Ann", "search=ann&email=ann%40example.com&workflowState=Offer");

        Assert.Equal("workflowState=Offer", Assert.Single(tenant.Views.All).Query);
    }

    [Fact]
    public async Task With_a_search_alone_there_is_nothing_to_save()
    {
        using var browser = await ConsoleBrowser.SignedIn(front, Tenant().TenantId);

        var html = await browser.Page("/candidates?search=ann");
        var answer = await Save(browser, "Ann", "search=ann");

        Assert.Contains("Set another filter, an order or columns, and save those.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"query\"", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain("Save this view", await browser.Page("/candidates"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thirty_first_view_is_refused_and_the_others_are_shown_to_delete_one()
    {
        var tenant = Tenant();
        foreach (var i in Enumerable.Range(1, ISavedViewsGrain.Most))
        {
            tenant.Views.Add($"View {i:00}", $"appliedFrom=2026-11-{i:00}");
        }

        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var html = await Text(await Save(browser, "One more", "workflowState=Offer"));

        Assert.Contains("This list has 30 views, as many as it may have. Delete one below, and save again.", html, StringComparison.Ordinal);
        Assert.Contains("value=\"One more\"", html, StringComparison.Ordinal);
        Assert.Contains("value=\"workflowState=Offer\"", html, StringComparison.Ordinal);
        Assert.Equal(ISavedViewsGrain.Most, Regex.Count(html, "<th scope=\"row\">"));
        Assert.Equal(ISavedViewsGrain.Most, tenant.Views.All.Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901")]
    public async Task A_name_that_is_blank_or_too_long_is_refused_beside_its_field(string name)
    {
        var tenant = Tenant();
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var html = await Text(await Save(browser, name, "workflowState=Offer"));

        Assert.Contains("A name has 1 to 60 characters.", html, StringComparison.Ordinal);
        Assert.Contains("aria-invalid=\"true\"", html, StringComparison.Ordinal);
        Assert.Contains($"value=\"{name.Trim()}\"", html, StringComparison.Ordinal);
        Assert.Empty(tenant.Views.All);
    }

    [Fact]
    public async Task A_name_of_sixty_characters_is_taken_and_blanks_around_it_are_not()
    {
        var tenant = Tenant();
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        await Save(browser, $" {new string('x', 60)} ", "workflowState=Offer");

        Assert.Equal(new string('x', 60), Assert.Single(tenant.Views.All).Name);
    }

    [Theory]
    [InlineData("status=Open")]
    [InlineData("workflowState=Offer&next=//evil.example.com")]
    [InlineData("https://evil.example.com/?a=b")]
    [InlineData("page=2")]
    [InlineData("")]
    public async Task A_query_that_is_not_the_lists_is_refused(string query)
    {
        var tenant = Tenant();
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        Assert.Equal(HttpStatusCode.BadRequest, (await Save(browser, "View", query)).StatusCode);
        Assert.Empty(tenant.Views.All);
    }

    [Fact]
    public async Task A_name_that_is_taken_is_replaced_only_when_asked_for()
    {
        var tenant = Tenant();
        var known = tenant.Views.Add("Offers", "workflowState=Offer&columns=state");
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var html = await Text(await Save(browser, "offers", "workflowState=Hired"));

        Assert.Contains("There is a view of this name", html, StringComparison.Ordinal);
        Assert.Contains("by grace@example.com", html, StringComparison.Ordinal);
        Assert.Contains("Workflow state: Offer", html, StringComparison.Ordinal);
        Assert.Contains("Or save it under another name", html, StringComparison.Ordinal);
        Assert.Equal(known, Assert.Single(tenant.Views.All));

        await browser.Send(Page, Page, ("_handler", "save"), ("intent", "replace"), ("name", "offers"), ("query", "workflowState=Hired"));

        Assert.Equal((known.Id, "offers", "workflowState=Hired"), (Assert.Single(tenant.Views.All).Id, tenant.Views.All.Single().Name, tenant.Views.All.Single().Query));
    }

    [Theory]
    [InlineData("")]
    [InlineData("everything")]
    public async Task A_form_without_its_button_does_nothing(string intent)
    {
        var tenant = Tenant();
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var answer = await browser.Send(Page, Page, ("_handler", "save"), ("intent", intent), ("name", "Offers"), ("query", "workflowState=Offer"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(tenant.Views.All);
    }

    [Fact]
    public async Task A_view_is_deleted_by_whoever_may_read()
    {
        var tenant = Tenant();
        var view = tenant.Views.Add("Offers", "workflowState=Offer");
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId, "jobvite.read");

        var answer = await Delete(browser, view.Id.ToString());

        Assert.EndsWith($"{Page}?done=deleted", Assert.Single(answer.Headers.GetValues("Location")), StringComparison.Ordinal);
        Assert.Empty(tenant.Views.All);
        Assert.Contains("The view is deleted.", await browser.Page($"{Page}?done=deleted"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_companys_view_is_neither_shown_nor_deleted()
    {
        var (mine, theirs) = (Tenant(), Tenant());
        var view = theirs.Views.Add("Theirs", "workflowState=Offer");
        using var browser = await ConsoleBrowser.SignedIn(front, mine.TenantId);

        Assert.DoesNotContain("Theirs", await browser.Page("/candidates"), StringComparison.Ordinal);
        Assert.DoesNotContain("Theirs", await browser.Page(Page), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await Delete(browser, view.Id.ToString())).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Delete(browser, "rubbish")).StatusCode);
        Assert.Single(theirs.Views.All);
    }

    [Fact]
    public async Task A_hostile_name_is_text()
    {
        var tenant = Tenant();
        tenant.Views.Add("<script>alert(1)</script>\"><img src=x>", "workflowState=%3Cb%3E%22");
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        foreach (var path in (string[])["/candidates", Page])
        {
            var html = await (await browser.Get(path)).Content.ReadAsStringAsync(Answers.Cancelled);
            Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&gt;&lt;img src=x&gt;", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Whoever_may_not_read_neither_sees_nor_saves_views()
    {
        var tenant = Tenant();
        using var browser = new ConsoleBrowser(front);
        await browser.Get(front.Services.GetRequiredService<SignInLinks>().Issue(Tokens.For(tenant.TenantId, "jobvite.operator")));

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Get(Page)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.SendBare(Page, ("_handler", "save"), ("intent", "save"), ("name", "Offers"), ("query", "workflowState=Offer"))).StatusCode);
        Assert.Empty(tenant.Views.All);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        var tenant = Tenant();
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var answer = await browser.SendBare(Page, ("_handler", "save"), ("intent", "save"), ("name", "Offers"), ("query", "workflowState=Offer"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(tenant.Views.All);
    }

    [Theory]
    [InlineData("/views/webhooks")]
    [InlineData("/views/2")]
    public async Task Other_lists_have_no_views(string path)
    {
        using var browser = await ConsoleBrowser.SignedIn(front, Tenant().TenantId);

        await browser.Page(path, HttpStatusCode.NotFound);
    }

    private static Task<HttpResponseMessage> Save(ConsoleBrowser browser, string name, string query) =>
        browser.Send(Page, "/candidates?workflowState=Offer", ("_handler", "save"), ("intent", "save"), ("name", name), ("query", query));

    private static Task<HttpResponseMessage> Delete(ConsoleBrowser browser, string id) =>
        browser.Send(Page, "/candidates?workflowState=Offer", ("_handler", "delete"), ("id", id));

    private static async Task<string> Text(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Answers.Cancelled));
    }

    private PlayedTenant Tenant()
    {
        var tenant = front.NewTenant();
        tenant.Records.ListCandidates(default!, default!, default, default).ReturnsForAnyArgs(new Page<CandidateView>([Samples.Candidate("c-1")], 1, 1, 25, null));
        tenant.Records.ListJobs(default!, default!, default, default).ReturnsForAnyArgs(new Page<JobView>([Samples.Job("j-1")], 1, 1, 25, null));
        tenant.Records.ListProcesses(default!, default!, default, default).ReturnsForAnyArgs(new Page<ProcessView>([Samples.Process("p-1")], 1, 1, 25, null));
        tenant.Records.GetNames(default, default, default).ReturnsForAnyArgs(new RecordNames(ImmutableDictionary<string, string>.Empty, ImmutableDictionary<string, string>.Empty));
        return tenant;
    }
}
