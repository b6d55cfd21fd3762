namespace Jobvite.Architecture.Tests;

public sealed class MetricsPageTests
{
    private const string Page = """
        # TYPE jobvite_companies gauge
        jobvite_companies{otel_scope_name="Jobvite.Grains",health="ok"} 1
        jobvite_companies{otel_scope_name="Jobvite.Grains",health="failing"} 0
        jobvite_database_up 1
        http_server_request_duration_seconds_bucket{http_route="/webhooks/jobvite/{companyId}/job",le="1"} 3
        http_server_request_duration_seconds_count{http_route="/webhooks/jobvite/{companyId}/job"} 3
        """;

    [Theory]
    [InlineData("jobvite_companies{health=\"failing\"}", true)]
    [InlineData("jobvite_companies{health=\"Failing\"}", false)]
    [InlineData("jobvite_companies{health=~\"degraded|failing\"}", true)]
    [InlineData("jobvite_companies{health!~\"ok|failing\"}", false)]
    [InlineData("jobvite_companies{health!=\"ok\",otel_scope_name=\"Jobvite.Grains\"}", true)]
    [InlineData("jobvite_companies{health}", true)]
    [InlineData("jobvite_companies{kind}", false)]
    [InlineData("jobvite_companies_total", false)]
    [InlineData("jobvite_database_up", true)]
    [InlineData("http_server_request_duration_seconds", true)]
    [InlineData("http_server_request_duration_seconds_bucket{http_route=~\"/webhooks/jobvite/.*\",le=~\"1(\\\\.0)?\"}", true)]
    [InlineData("http_server_request_duration_seconds_bucket{le=\"0.3\"}", false)]
    public void A_series_is_found_as_prometheus_would_find_it(string series, bool there) => Assert.Equal(there, new MetricsPage(Page).Shows(series));

    [Fact]
    public void What_is_missing_is_named_for_the_process_that_should_show_it() => Assert.Equal(
        ["jobvite_budgets_blocked"],
        new MetricsPage(Page).Missing(["# a comment", "silo jobvite_database_up", "silo jobvite_budgets_blocked", "front orleans_client_connected_gateways"], "silo", "any"));
}
