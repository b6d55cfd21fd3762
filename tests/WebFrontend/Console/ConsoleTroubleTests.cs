using System.Net;
using Jobvite.Grains.Interfaces;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Jobvite.WebFrontend.Tests.Console;

public sealed class ConsoleTroubleTests(FrontHost front) : IClassFixture<FrontHost>
{
    [Fact]
    public async Task A_cluster_that_is_away_is_said_with_a_way_to_try_again()
    {
        var tenant = front.NewTenant();
        tenant.Grain.GetDiagnostics(default!, default).ThrowsAsyncForAnyArgs(new TimeoutException("silo db-7 is away"));
        tenant.Records.ListRuns(default!, default!, default).ReturnsForAnyArgs(Samples.Page<SyncRun>([]));
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var html = await browser.Page("/sync?kind=jobs", HttpStatusCode.ServiceUnavailable);

        Assert.Contains("""<a class="button primary" href="/sync?kind=jobs">Try again</a>""", html, StringComparison.Ordinal);
        Assert.DoesNotContain("db-7", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_of_ours_names_the_trace_and_nothing_else()
    {
        var tenant = front.NewTenant();
        tenant.Grain.GetConfiguration(default!).ThrowsAsyncForAnyArgs(new InvalidOperationException("table secrets"));
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var html = await browser.Page("/connect", HttpStatusCode.InternalServerError);

        Assert.Contains("Trace ID", html, StringComparison.Ordinal);
        Assert.DoesNotContain("table secrets", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_is_not_there_is_a_page_with_404()
    {
        using var browser = await ConsoleBrowser.SignedIn(front, front.NewTenant().TenantId);

        Assert.Contains("There is no such sync run.", await browser.Page($"/sync/runs/{Guid.NewGuid()}", HttpStatusCode.NotFound), StringComparison.Ordinal);
        Assert.Contains("There is no such sync run.", await browser.Page("/sync/runs/rubbish", HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_that_cannot_be_used_are_named()
    {
        using var browser = await ConsoleBrowser.SignedIn(front, front.NewTenant().TenantId);

        Assert.Contains("The kind of run must be one of", await browser.Page("/sync?kind=%3Cscript%3E", HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nothing", "text/html")]
    [InlineData("/nothing", "application/json")]
    [InlineData("/api/nothing", "text/html")]
    public async Task Nothing_is_a_page_for_people_and_a_problem_for_programs(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Accept.ParseAdd(accept);

        var answer = await front.Anonymous.SendAsync(request, Answers.Cancelled);

        var page = accept == "text/html" && !path.StartsWith("/api", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal(page ? "text/html" : "application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }
}
