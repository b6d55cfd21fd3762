using System.Collections.Immutable;
using System.Net;
using Jobvite.Grains.Interfaces;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

public sealed class ConnectedCompaniesTests : IAsyncLifetime
{
    private readonly FrontHost _front = new(new Dictionary<string, string?> { ["Frontend:TrustedProxies"] = "127.0.0.1" });

    private IConnectedCompaniesGrain Grain => _front.Grain<IConnectedCompaniesGrain>(IConnectedCompaniesGrain.Key);

    private ConnectedCompanies Companies => _front.Services.GetRequiredService<ConnectedCompanies>();

    public async ValueTask InitializeAsync()
    {
        await _front.InitializeAsync();
        await Companies.Refresh();
    }

    public ValueTask DisposeAsync() => _front.DisposeAsync();

    [Fact]
    public async Task A_company_that_has_just_been_connected_gets_its_first_webhook_and_is_looked_up_once()
    {
        var tenant = _front.NewTenant();
        tenant.Inbox.Receive(default, default!, default, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(new WebhookReceipt(WebhookOutcome.Accepted, Guid.NewGuid()));

        await Post(tenant.CompanyId).Json();
        await Post(tenant.CompanyId).Json();

        await Grain.Received(1).IsConnected(tenant.CompanyId);
    }

    [Fact]
    public async Task A_wrong_id_wakes_no_inbox_and_an_address_that_sends_many_is_told_to_slow_down_while_others_are_not()
    {
        for (var i = 0; i < 50; i++)
        {
            await Post($"wrong-{i}", "203.0.113.9").Problem(HttpStatusCode.NotFound);
        }

        HttpResponseMessage? limited = null;
        for (var i = 50; i < 500 && limited?.StatusCode != HttpStatusCode.TooManyRequests; i++)
        {
            limited = await Post($"wrong-{i}", "203.0.113.9");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, limited!.StatusCode);
        Assert.True(limited.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        await Post("wrong-here", "203.0.113.10").Problem(HttpStatusCode.NotFound);
        var connected = _front.NewTenant();
        connected.Inbox.Receive(default, default!, default, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(new WebhookReceipt(WebhookOutcome.Accepted, Guid.NewGuid()));
        await Post(connected.CompanyId, "203.0.113.10").Json();
        await Post(connected.CompanyId, "203.0.113.9").Json();
        await _front.Grain<IWebhookInboxGrain>(CompanyKey.Of("wrong-1").ToString()).DidNotReceiveWithAnyArgs().Receive(default, default!, default, default);
    }

    [Fact]
    public async Task A_disconnected_company_is_refused_as_an_unknown_one_once_the_news_has_come()
    {
        var tenant = _front.NewTenant();
        Grain.ListChanged(default).ReturnsForAnyArgs(new ConnectedChanges([tenant.CompanyId], [], DateTimeOffset.UnixEpoch, HasMore: false));
        await Companies.Refresh();
        Assert.Equal(CompanyLookup.Connected, await Companies.Find(tenant.CompanyId, IPAddress.Loopback));
        await Grain.DidNotReceive().IsConnected(tenant.CompanyId);

        Grain.ListChanged(default).ReturnsForAnyArgs(new ConnectedChanges([], [tenant.CompanyId], DateTimeOffset.UnixEpoch, HasMore: false));
        await Companies.Refresh();
        var gone = await Post(tenant.CompanyId).Problem(HttpStatusCode.NotFound);
        Assert.Equal((await Post("nobody").Problem(HttpStatusCode.NotFound)).WithoutTrace(), gone.WithoutTrace());
    }

    [Fact]
    public async Task Ten_thousand_companies_are_read_in_pages_and_none_of_them_is_looked_up()
    {
        var ids = Enumerable.Range(0, 10_000).Select(i => $"c{i:00000}").ToArray();
        Grain.List(default).ReturnsForAnyArgs(call => ids.SkipWhile(id => call.ArgAt<string?>(0) is { } after && string.CompareOrdinal(id, after) <= 0).Take(IConnectedCompaniesGrain.PageSize).ToImmutableArray());
        using var companies = ActivatorUtilities.CreateInstance<ConnectedCompanies>(_front.Services);
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await companies.Refresh();
        Grain.ClearReceivedCalls();
        var after = GC.GetTotalMemory(forceFullCollection: true);
        foreach (var id in ids)
        {
            Assert.Equal(CompanyLookup.Connected, await companies.Find(new string(id), IPAddress.Loopback));
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"10,000 connected companies: {(after - before) / 1024} KiB");
        // Other tests of the process free memory meanwhile, so the difference may be negative.
        Assert.InRange(after - before, long.MinValue, 8 * 1024 * 1024);
        await Grain.DidNotReceiveWithAnyArgs().IsConnected(default!);
    }

    [Fact]
    public async Task Who_asks_for_the_same_id_at_once_shares_one_look()
    {
        var answer = new TaskCompletionSource<bool>();
        Grain.IsConnected("asked").Returns(answer.Task);

        var looks = Enumerable.Range(0, 20).Select(_ => Companies.Find("asked", IPAddress.Loopback).AsTask()).ToArray();
        answer.SetResult(true);

        Assert.All(await Task.WhenAll(looks), look => Assert.Equal(CompanyLookup.Connected, look));
        await Grain.Received(1).IsConnected("asked");
    }

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9", true)]
    [InlineData("::ffff:203.0.113.9", "203.0.113.9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void Addresses_of_one_network_are_counted_together(string one, string other, bool together) =>
        Assert.Equal(together, ConnectedCompanies.NetworkOf(IPAddress.Parse(one)) == ConnectedCompanies.NetworkOf(IPAddress.Parse(other)));

    private Task<HttpResponseMessage> Post(string companyId, string? from = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/webhooks/jobvite/{companyId}/job") { Content = new ByteArrayContent("{}"u8.ToArray()) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        if (from is not null)
        {
            request.Headers.Add("X-Forwarded-For", from);
        }

        return _front.Anonymous.SendAsync(request, Answers.Cancelled);
    }
}
