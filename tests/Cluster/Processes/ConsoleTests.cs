using System.Net;

namespace Jobvite.Cluster.Tests.Processes;

/// <summary>The console behind a load balancer that sends every request to another front end.</summary>
[Collection(nameof(LocalCluster))]
public sealed class ConsoleTests(LocalCluster cluster)
{
    [Fact]
    public async Task A_person_who_signed_in_at_one_front_end_is_known_to_the_other_also_after_a_restart()
    {
        var company = cluster.Companies[0];
        var (first, second) = (cluster.Fronts[0], cluster.Fronts[1]);
        using var browser = new Browser();

        var welcome = await browser.Submit(page: (first, "/sign-in"), form: (second, "/sign-in"), ("_handler", "token"), ("token", company.Token));

        Assert.True(welcome.StatusCode == HttpStatusCode.Redirect, await Said(welcome));
        Assert.Contains(company.Id, await browser.Page(first, "/"), StringComparison.Ordinal);
        Assert.Contains(company.Id, await browser.Page(second, "/"), StringComparison.Ordinal);

        Assert.Equal(0, await second.Terminate(LocalCluster.Patience));
        second.Start();
        await LocalCluster.Ready(second.Url, () => second.Output);

        Assert.Contains(company.Id, await browser.Page(second, "/"), StringComparison.Ordinal);
        var started = await browser.Submit(page: (first, "/sync"), form: (second, "/sync"), ("_handler", "start"), ("kind", "jobs"), ("mode", "full"));
        Assert.True(started.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.SeeOther, await Said(started));
        await company.AllSucceed([started.Headers.Location!.ToString().Split('/')[^1]]);
    }

    private static async Task<string> Said(HttpResponseMessage answer) =>
        $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
}
