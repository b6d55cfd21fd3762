using System.Net;
using System.Net.Http.Json;

namespace Jobvite.Cluster.Tests.Silos;

/// <summary>What a caller sees when a silo takes no more.</summary>
public sealed class SheddingTests(SheddingSilo silo) : IClassFixture<SheddingSilo>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_silo_at_its_limit_sends_callers_away_and_takes_them_again_when_it_is_over()
    {
        await Wait.Until(Patience, async () => (await Get()).Status == HttpStatusCode.OK, () => "The silo does not answer though it is idle.");
        silo.Machine.Cpu = 99;
        (HttpStatusCode Status, TimeSpan? RetryAfter) refusal = default;
        await Wait.Until(Patience, async () => (refusal = await Get()).Status != HttpStatusCode.OK, () => "The silo goes on answering.");

        using var webhook = await silo.Http.PostAsync(
            new Uri($"/webhooks/jobvite/{SheddingSilo.CompanyId}/candidate", UriKind.Relative), JsonContent.Create(new { }), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refusal.Status);
        Assert.NotNull(refusal.RetryAfter);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, webhook.StatusCode);
        Assert.NotNull(webhook.Headers.RetryAfter);
        silo.Machine.Cpu = 10;
        await Wait.Until(Patience, async () => (await Get()).Status == HttpStatusCode.OK, () => "The silo does not recover.");
    }

    [Fact]
    public async Task Of_too_many_calls_to_one_actor_the_last_are_sent_away_and_none_fails()
    {
        await Wait.Until(Patience, async () => (await Get()).Status == HttpStatusCode.OK, () => "The silo does not answer though it is idle.");
        silo.Group.Sandbox.Latency = TimeSpan.FromSeconds(2);
        var credentials = silo.Group.Sandbox.Credentials;
        var connect = new { companyId = SheddingSilo.CompanyId, environment = "Stage", apiKey = credentials.ApiKey, apiSecret = credentials.ApiSecret };

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => silo.Http.PostAsJsonAsync(
            new Uri("/api/integrations/jobvite/test-connection", UriKind.Relative), connect, TestContext.Current.CancellationToken)));

        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable).ToList();
        Assert.InRange(refused.Count, 12 - SheddingSilo.QueueLimit - 2, 11);
        Assert.All(refused, answer => Assert.NotNull(answer.Headers.RetryAfter));
        Assert.All(answers.Except(refused), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Array.ForEach(answers, answer => answer.Dispose());
        silo.Group.Sandbox.Latency = TimeSpan.Zero;
    }

    private async Task<(HttpStatusCode Status, TimeSpan? RetryAfter)> Get()
    {
        using var answer = await silo.Http.GetAsync(new Uri("/api/integrations/jobvite/config", UriKind.Relative), TestContext.Current.CancellationToken);

        // Nobody is connected, which the contract answers with 404: the cluster was asked.
        return (answer.StatusCode == HttpStatusCode.NotFound ? HttpStatusCode.OK : answer.StatusCode, answer.Headers.RetryAfter?.Delta);
    }
}
