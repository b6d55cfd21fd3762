using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;
using Microsoft.AspNetCore.Http;
using StandardWebhooks;

namespace Jobvite.Grains.Tests.Endpoints;

[Collection(DeliveryClusterTests.Name)]
public sealed class DeliveryTests(DeliveryCluster cluster) : IAsyncLifetime
{
    private DeliveryCompany _company = null!;
    private Receiver _receiver = null!;

    public async ValueTask InitializeAsync() => (_company, _receiver) = (await cluster.Begin(), await Receiver.Start());

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _company.DisposeAsync();
    }

    [Fact]
    public async Task Changes_arrive_signed_and_named_as_in_the_feed()
    {
        await _company.Change("before");
        var (_, secret) = await _company.Add(_receiver);
        await _company.Change("j1", "j2");
        await Arrived(2);

        Assert.Equal((await _company.Feed()).Skip(1).Select(item => item.Id).Order(), _receiver.All.Select(one => one.Id).Order());
        Assert.All(_receiver.All, one => new StandardWebhook(secret).Verify(one.Body, one.Headers));
        Assert.All(_receiver.All, one => Assert.Equal(("job.created", "job.created"), (one.Type, one.Data.GetProperty("type").GetString())));
        Assert.All(_receiver.All, one => Assert.False(one.Data.TryGetProperty("record", out _)));
    }

    [Fact]
    public async Task A_failed_delivery_is_tried_again_with_the_same_bytes_and_holds_back_its_record_alone()
    {
        _receiver.Answer = (one, http) => Receiver.Status(http, one.RecordId == "j1" ? 500 : 204);
        var (endpoint, _) = await _company.Add(_receiver);
        await _company.Change("j1", "j2");
        await _company.Change("j1", "j2");
        await Arrived(3);
        await TestCompany.Until(async () => (await _company.Deliveries(endpoint)).Count(one => one.Status is DeliveryStatus.Delivered) == 2);

        var waiting = (await _company.Deliveries(endpoint)).Where(one => one.RecordId == "j1").ToList();
        Assert.Equal([(DeliveryStatus.Pending, 0), (DeliveryStatus.Retrying, 1)], waiting.Select(one => (one.Status, one.Attempts)));
        Assert.InRange(waiting[1].NextAttemptAt!.Value - TimeProvider.System.GetUtcNow(), TimeSpan.Zero, TimeSpan.FromSeconds(5.5));
        _receiver.Answer = (_, http) => Receiver.Status(http, 204);
        await _company.MakeDue(endpoint);
        await TestCompany.Until(async () => (await _company.Deliveries(endpoint)).All(one => one.Status is DeliveryStatus.Delivered));

        var first = _receiver.All.Where(one => one.RecordId == "j1").ToList();
        Assert.Equal(3, first.Count);
        Assert.Equal((first[0].Id, first[0].Body), (first[1].Id, first[1].Body));
        var detail = (await _company.Endpoints.GetDelivery(endpoint, first[0].Id, _company.Caller))!;
        Assert.Equal([(500, "The answer was 500."), (204, null)], detail.Attempts.Select(attempt => (attempt.Status!.Value, attempt.Error)));
        Assert.Equal(first[0].Body, detail.Payload);
    }

    [Fact]
    public async Task An_endpoint_that_fails_again_and_again_is_left_alone_and_loses_nothing()
    {
        _receiver.Answer = (_, http) => Receiver.Status(http, 503);
        var (endpoint, _) = await _company.Add(_receiver);
        for (var i = 0; i < 3; i++)
        {
            await _company.Change([.. Enumerable.Range(0, 20).Select(job => $"j{job}")]);
        }

        await TestCompany.Until(async () => (await _company.Get(endpoint)).Failed >= 5);
        var tried = _receiver.All.Select(one => one.Id).Distinct().Count();
        Assert.InRange(tried, 5, 12);
        Assert.Equal(60, (await _company.Get(endpoint)).Waiting);
        _receiver.Answer = (_, http) => Receiver.Status(http, 204);
        await TestCompany.Until(async () =>
        {
            await _company.MakeDue(endpoint);
            return (await _company.Get(endpoint)).Waiting == 0;
        });

        var feed = await _company.Feed();
        Assert.Equal(feed.Select(item => item.Id).Order(), _receiver.Taken.Select(one => one.Id).Distinct().Order());
        foreach (var job in feed.Select(item => item.RecordId).Distinct())
        {
            Assert.Equal(feed.Where(item => item.RecordId == job).Select(item => item.Id), _receiver.Taken.Where(one => one.RecordId == job).Select(one => one.Id).Distinct());
        }
    }

    [Fact]
    public async Task Gone_disables_at_once_and_the_others_are_told()
    {
        await using var other = await Receiver.Start();
        var (_, _) = await _company.Add(other);
        _receiver.Answer = (_, http) => Receiver.Status(http, 410);
        var (endpoint, _) = await _company.Add(_receiver);
        await _company.Change("j1");
        await TestCompany.Until(async () => !(await _company.Get(endpoint)).Enabled);

        Assert.Equal("The endpoint answered 410: it is gone.", (await _company.Get(endpoint)).DisabledReason);
        await TestCompany.Until(() => Task.FromResult(other.All.Any(one => one.Type == FeedTypes.EndpointDisabled && one.RecordId == endpoint.ToString())));
    }

    [Fact]
    public async Task A_disabled_endpoint_keeps_its_place_and_goes_on_from_there()
    {
        var (endpoint, _) = await _company.Add(_receiver, enabled: false);
        await _company.Change("j1");
        Assert.Empty(_receiver.All);
        Assert.Equal(1, (await _company.Get(endpoint)).Waiting);

        await _company.Endpoints.Update(endpoint, new EndpointSettings { Enabled = true }, _company.Caller);
        await Arrived(1);
    }

    [Fact]
    public async Task One_that_is_enabled_from_now_on_is_sent_nothing_from_before()
    {
        var (endpoint, _) = await _company.Add(_receiver, enabled: false);
        await _company.Change("j1");
        await _company.Endpoints.Update(endpoint, new EndpointSettings { Enabled = true, FromNow = true }, _company.Caller);
        await _company.Change("j2");
        await Arrived(1);

        Assert.Equal("j2", Assert.Single(_receiver.All).RecordId);
    }

    [Fact]
    public async Task Only_the_types_asked_for_are_sent()
    {
        await _company.Add(_receiver, types: ["job.updated"]);
        await _company.Change("j1");
        await _company.Change("j1");
        await Arrived(1);

        Assert.Equal("job.updated", Assert.Single(_receiver.All).Type);
    }

    [Fact]
    public async Task A_full_payload_has_the_record_as_it_is_now()
    {
        await _company.Add(_receiver, EndpointPayload.Full);
        await _company.Change("j1");
        await Arrived(1);

        var record = _receiver.All[0].Data.GetProperty("record");
        Assert.Equal(("j1", "Title 1"), (record.GetProperty("jobviteJobId").GetString(), record.GetProperty("title").GetString()));
    }

    [Fact]
    public async Task A_rotated_secret_signs_beside_the_former_one()
    {
        var (endpoint, former) = await _company.Add(_receiver);
        var rotated = (await _company.Endpoints.RotateSecret(endpoint, TimeSpan.FromHours(1), _company.Caller)).Secret!;
        await _company.Change("j1");
        await Arrived(1);

        Assert.NotEqual(former, rotated);
        var signatures = _receiver.All[0].Headers["webhook-signature"].ToString().Split(' ');
        Assert.Equal(2, signatures.Length);

        // The package reads the first signature only, so each is shown to it by itself.
        Assert.All([(rotated, signatures[0]), (former, signatures[1])], one =>
        {
            _receiver.All[0].Headers["webhook-signature"] = one.Item2;
            new StandardWebhook(one.Item1).Verify(_receiver.All[0].Body, _receiver.All[0].Headers);
        });
    }

    [Fact]
    public async Task A_delivered_change_is_sent_again_on_demand_and_a_replay_sends_what_is_missing()
    {
        var (endpoint, _) = await _company.Add(_receiver);
        await _company.Change("j1", "j2", "j3");
        await Arrived(3);
        await TestCompany.Until(async () => (await _company.Get(endpoint)).Waiting == 0);
        var sent = _receiver.All[0];
        Assert.True(await _company.Endpoints.Resend(endpoint, sent.Id, _company.Caller));
        await Arrived(4);
        Assert.Equal((sent.Id, sent.Body), (_receiver.All[3].Id, _receiver.All[3].Body));
        await TestCompany.Until(async () => (await _company.Endpoints.GetDelivery(endpoint, sent.Id, _company.Caller))!.Attempts.Length == 2);

        // The end of the first run was told before the endpoint was there.
        Assert.Equal(1, await _company.Endpoints.Replay(endpoint, new EndpointReplay { Since = DateTimeOffset.UnixEpoch, MissingOnly = true }, _company.Caller));
        await Arrived(5);
        Assert.Equal(4, await _company.Endpoints.Replay(endpoint, new EndpointReplay { Since = DateTimeOffset.UnixEpoch }, _company.Caller));
        await Arrived(9);
    }

    [Fact]
    public async Task Retry_after_is_obeyed()
    {
        _receiver.Answer = (_, http) =>
        {
            http.Response.Headers.RetryAfter = "3600";
            return Receiver.Status(http, 429);
        };
        var (endpoint, _) = await _company.Add(_receiver);
        await _company.Change("j1");
        await TestCompany.Until(async () => (await _company.Deliveries(endpoint, new DeliveryFilter { Status = DeliveryStatus.Retrying })).Count == 1);

        var next = (await _company.Deliveries(endpoint))[0].NextAttemptAt!.Value - TimeProvider.System.GetUtcNow();
        Assert.InRange(next, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(60));
    }

    [Fact]
    public async Task A_deleted_endpoint_and_a_deleted_company_are_sent_nothing_more()
    {
        var (endpoint, _) = await _company.Add(_receiver);
        Assert.True(await _company.Endpoints.Delete(endpoint, _company.Caller));
        await _company.Add(_receiver);
        await _company.Change("j1");
        await Arrived(1);
        await _company.Directory.Disconnect(deleteData: true, _company.Caller);

        await TestCompany.Until(async () => (await cluster.Rows(
            """
            SELECT company_id FROM webhook_endpoints WHERE company_id = @id UNION ALL SELECT company_id FROM webhook_spans WHERE company_id = @id
            UNION ALL SELECT company_id FROM webhook_deliveries WHERE company_id = @id UNION ALL SELECT company_id FROM webhook_attempts WHERE company_id = @id
            """,
            _company.Id)).Count == 0);
        Assert.Single(_receiver.All);
    }

    [Fact]
    public async Task The_secret_is_stored_protected_and_the_path_is_in_no_attempt()
    {
        _receiver.Answer = (_, http) => Receiver.Status(http, 302);
        var (endpoint, secret) = await _company.Add(_receiver);
        await _company.Change("j1");
        await TestCompany.Until(async () => (await _company.Get(endpoint)).LastError is not null);

        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, string.Join('\n', await cluster.Rows("SELECT secret FROM webhook_endpoints WHERE id = @id", endpoint.ToString())), StringComparison.Ordinal);
        Assert.Equal("The answer was 302, a redirect: redirects are not followed.", (await _company.Get(endpoint)).LastError);
    }

    [Fact]
    public async Task Other_tenants_see_no_endpoint()
    {
        var (endpoint, _) = await _company.Add(_receiver);
        var stranger = new Caller("tenant-of-nobody", "stranger");

        Assert.Empty(await _company.Endpoints.List(stranger));
        Assert.Null(await _company.Endpoints.Get(endpoint, stranger));
        Assert.False(await _company.Endpoints.Delete(endpoint, stranger));
        Assert.Null(await _company.Endpoints.Test(endpoint, stranger));
        Assert.Null(await _company.Endpoints.ListDeliveries(endpoint, new DeliveryFilter(), new PageRequest(), stranger));
        Assert.Equal(EndpointOutcome.NotFound, (await _company.Endpoints.Update(endpoint, new EndpointSettings(), stranger)).Outcome);
    }

    [Fact]
    public async Task A_test_is_sent_at_once_also_to_a_disabled_endpoint()
    {
        var (endpoint, secret) = await _company.Add(_receiver, enabled: false);
        var attempt = (await _company.Endpoints.Test(endpoint, _company.Caller))!;

        Assert.True(attempt.Succeeded);
        Assert.Equal("endpoint.test", Assert.Single(_receiver.All).Type);
        new StandardWebhook(secret).Verify(_receiver.All[0].Body, _receiver.All[0].Headers);
    }

    [Fact]
    public async Task There_are_ten_at_most()
    {
        for (var i = 0; i < IWebhookEndpointsGrain.MostEndpoints; i++)
        {
            await _company.Add(_receiver, enabled: false);
        }

        Assert.Equal(EndpointOutcome.TooMany, (await _company.Endpoints.Create(new EndpointSettings { Url = _receiver.Url }, _company.Caller)).Outcome);
    }

    private Task Arrived(int count) => TestCompany.Until(() => Task.FromResult(_receiver.All.Count >= count && _receiver.All.All(one => one.Status is not null)));
}
