namespace Jobvite.Cluster.Tests.Processes;

public sealed class FewConnectionsTests(FewConnectionsCluster cluster, ITestOutputHelper output) : IClassFixture<FewConnectionsCluster>
{
    private const int Callers = 40;
    private const int CallsOfEach = 25;

    [Fact]
    public async Task Five_connections_make_the_service_slow_but_not_stuck() => await new Storm(cluster, output).Survive("five connections", async () =>
    {
        var start = TimeProvider.System.GetTimestamp();
        var answered = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Ask(cluster.Companies[caller % cluster.Companies.Length])));
        output.WriteLine($"five connections: {answered.Sum()} of {Callers * CallsOfEach} reads were answered with 200 in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s, the others with 503");
        Assert.All(answered, one => Assert.NotEqual(0, one));
    });

    /// <summary>Anything but 200 and 503 with Retry-After fails.</summary>
    private static async Task<int> Ask(Company company)
    {
        var answered = 0;
        for (var i = 0; i < CallsOfEach; i++)
        {
            answered += await company.Answers() ? 1 : 0;
        }

        return answered;
    }
}
