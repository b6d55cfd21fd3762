using Jobvite.Client;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tenants;

namespace Jobvite.Grains.Tests.Tenants;

public sealed class ConnectionTestResultsTests
{
    [Fact]
    public void One_accepting_endpoint_is_a_success_that_names_the_others()
    {
        var result = ConnectionTestResults.From(JobviteEnvironment.Stage, [Ok(JobviteEndpoint.Job), Failed(JobviteEndpoint.Candidate, FailureKind.Unauthorized)]);
        Assert.True(result.Success);
        Assert.Contains("candidate", result.Warning, StringComparison.Ordinal);
        Assert.Equal([("job", true), ("candidate", false)], result.Checks.Select(c => (c.Endpoint, c.Ok)));
    }

    [Fact]
    public void A_refusal_weighs_more_than_a_time_out()
    {
        var result = ConnectionTestResults.From(
            JobviteEnvironment.Prod, [Failed(JobviteEndpoint.Job, FailureKind.Unavailable), Failed(JobviteEndpoint.Candidate, FailureKind.Unauthorized)]);
        Assert.False(result.Success);
        Assert.False(result.NetworkError);
        Assert.Contains(result.Troubleshooting, advice => advice.Contains("authScheme", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(FailureKind.Unavailable)]
    [InlineData(FailureKind.Throttled)]
    public void Nobody_answering_says_nothing_about_the_credentials(FailureKind kind)
    {
        var result = ConnectionTestResults.From(JobviteEnvironment.Stage, [Failed(JobviteEndpoint.Job, kind)]);
        Assert.False(result.Success);
        Assert.True(result.NetworkError);
    }

    private static EndpointProbe Ok(JobviteEndpoint endpoint) => new(endpoint, Ok: true, TimeSpan.FromMilliseconds(12), Failure: null);

    private static EndpointProbe Failed(JobviteEndpoint endpoint, FailureKind kind) =>
        new(endpoint, Ok: false, TimeSpan.Zero, new JobviteFailure(kind, endpoint, "What happened.", "What to do."));
}
