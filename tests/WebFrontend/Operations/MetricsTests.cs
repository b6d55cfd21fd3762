using System.Net;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

/// <summary>
/// Alone, because figures belong to the process: when another host in it ends, OpenTelemetry closes the series that the two share.
/// </summary>
[Collection(nameof(MetricsTests))]
[CollectionDefinition(nameof(MetricsTests), DisableParallelization = true)]
public sealed class MetricsTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Root = "/api/integrations/jobvite";

    [Fact]
    public async Task Figures_are_for_this_machine() => Assert.Equal(HttpStatusCode.OK, (await front.Anonymous.Get("/metrics")).StatusCode);

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("Forwarded", "for=203.0.113.9")]
    [InlineData("X-Real-IP", "203.0.113.9")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("Host", "jobvite.example.com")]
    [InlineData("Host", "localhost.example.com")]
    public async Task Figures_are_not_for_whom_a_proxy_on_this_machine_serves(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Add(header, value);

        Assert.Equal(HttpStatusCode.NotFound, (await front.Anonymous.SendAsync(request, Answers.Cancelled)).StatusCode);
    }

    [Fact]
    public async Task Figures_name_no_tenant_company_or_record()
    {
        var tenant = front.NewTenant();
        tenant.Records.GetCandidate("candidate-77", Arg.Any<CancellationToken>()).Returns(Samples.Candidate("candidate-77"));
        await tenant.Client.Get($"{Root}/candidates/candidate-77").Json();
        await tenant.Client.Post($"/webhooks/jobvite/{tenant.CompanyId}/job", "{}");

        var figures = "";
        var deadline = TimeProvider.System.GetUtcNow().AddSeconds(10);
        string[] awaited = ["jobvite_frontend_webhooks", "http_server_request_duration"];
        // The page is kept for a moment between two readers, and a request is counted just after its answer.
        while (!awaited.All(name => figures.Contains(name, StringComparison.Ordinal)) && TimeProvider.System.GetUtcNow() < deadline)
        {
            figures = await front.Anonymous.GetStringAsync(new Uri("/metrics", UriKind.Relative), Answers.Cancelled);
        }

        Assert.All(awaited, name => Assert.Contains(name, figures, StringComparison.Ordinal));
        Assert.DoesNotContain(tenant.TenantId, figures, StringComparison.Ordinal);
        Assert.DoesNotContain(tenant.CompanyId, figures, StringComparison.Ordinal);
        Assert.DoesNotContain("candidate-77", figures, StringComparison.Ordinal);
    }
}
