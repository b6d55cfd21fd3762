using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Jobvite.Sandbox.Tests;

public sealed class WebhookTests
{
    private static readonly SandboxOptions Small = new() { Candidates = 30, Jobs = 10, Processes = 5 };

    [Fact]
    public void A_signature_is_the_one_that_OpenSSL_makes()
    {
        // printf '{"eventType":"jobUpdate","jobId":"o1234567"}' | openssl dgst -sha256 -hmac 'signing-key-1' -binary | base64
        const string Expected = "+BwgQigH//PKMkG2Od8iYLdo5Hq+J6XUkyruUAaVm4M=";

        Assert.Equal(Expected, WebhookOutbox.Sign("signing-key-1", """{"eventType":"jobUpdate","jobId":"o1234567"}"""u8));
    }

    [Fact]
    public async Task A_moved_application_is_announced_in_both_forms_by_turns()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var caller = await SandboxCaller.StartAsync(Small);
        caller.Server.SendWebhooksTo(new Uri(receiver.Url, "/candidate"), null, null);
        var id = caller.Server.World.CandidateIds[0];
        var old = caller.Server.World.StageOf(id);

        var application = caller.Server.World.ChangeCandidateStage(id, null, "Screening");
        caller.Server.World.ChangeCandidateStage(id, application, "Hired");
        await Wait.Until(() => receiver.Received.Count == 2);
        var bodies = receiver.Received.Select(static each => JsonNode.Parse(each.Body)!.AsObject()).ToList();

        Assert.Equal("workflowUpdate", (string)bodies[0]["eventType"]!);
        Assert.Equal(id, (string)bodies[0]["candidateId"]!);
        Assert.Equal(application, (string)bodies[0]["applicationId"]!);
        Assert.Equal(["url", "id", "applicationId", "oldValue", "newValue", "date"], bodies[1].Select(static field => field.Key));
        Assert.Equal((id, "Screening", "Hired"), ((string)bodies[1]["id"]!, (string)bodies[1]["oldValue"]!, (string)bodies[1]["newValue"]!));
        Assert.NotEqual("Screening", old);
    }

    [Fact]
    public async Task Every_webhook_is_signed_over_its_raw_body()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var caller = await SandboxCaller.StartAsync(Small);
        caller.Server.SendWebhooksTo(new Uri(receiver.Url, "/candidate"), new Uri(receiver.Url, "/job"), new Uri(receiver.Url, "/onboarding"));

        caller.Server.World.ChangeCandidate(caller.Server.World.CandidateIds[1]);
        caller.Server.World.ChangeJob(caller.Server.World.JobIds[1], "Closed");
        caller.Server.World.ChangeProcessStatus(caller.Server.World.ProcessIds[1], "completed");
        await Wait.Until(() => receiver.Received.Count == 3);

        var key = Encoding.UTF8.GetBytes(caller.Server.Credentials.WebhookSigningKey);
        Assert.Equal(["/candidate", "/job", "/onboarding"], receiver.Received.Select(static each => each.Path));
        Assert.All(receiver.Received, each => Assert.Equal(Convert.ToBase64String(HMACSHA256.HashData(key, each.Body)), each.Signature));
    }

    [Fact]
    public async Task A_refused_webhook_is_sent_again()
    {
        await using var receiver = await WebhookReceiver.StartAsync(refusals: 1);
        await using var caller = await SandboxCaller.StartAsync(Small);

        caller.Server.SendWebhook(receiver.Url, "{}"u8.ToArray());
        await Wait.Until(() => caller.Server.Webhooks.Delivered == 1);

        Assert.Equal(2, caller.Server.Webhooks.Attempts);
        Assert.Single(receiver.Received);
    }

    [Fact]
    public async Task A_webhook_that_nobody_takes_is_given_up()
    {
        var time = new FakeTimeProvider();
        await using var receiver = await WebhookReceiver.StartAsync(refusals: 1000);
        await using var caller = await SandboxCaller.StartAsync(Small with { TimeProvider = time });

        caller.Server.SendWebhook(receiver.Url, "{}"u8.ToArray());
        await Wait.Until(() =>
        {
            time.Advance(TimeSpan.FromSeconds(10));
            return caller.Server.Webhooks.GivenUp == 1;
        });

        Assert.Equal(4, caller.Server.Webhooks.Attempts);
    }

    [Fact]
    public async Task A_wrong_signature_is_sent_on_request()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var caller = await SandboxCaller.StartAsync(Small);

        caller.Server.SendWebhook(receiver.Url, "{}"u8.ToArray(), "AAAA");
        await Wait.Until(() => receiver.Received.Count == 1);

        Assert.Equal("AAAA", receiver.Received[0].Signature);
    }

    [Fact]
    public async Task The_ticker_sends_some_webhooks_twice_and_some_after_a_later_one()
    {
        var time = new FakeTimeProvider();
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var caller = await SandboxCaller.StartAsync(Small with
        {
            ChangesPerMinute = 60,
            TimeProvider = time,
            WebhookTargets = new WebhookTargets(receiver.Url, null, null),
            Quirks = new SandboxQuirks { WebhookForm = CandidateWebhookForm.StageChange },
        });
        await Wait.Until(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return caller.Server.Webhooks is { Duplicated: > 0, Reordered: > 0, Delivered: > 30 };
        });

        var dates = receiver.Received.Select(static each => (long)JsonNode.Parse(each.Body)!["date"]!).ToList();
        Assert.NotEqual(dates.Order(), dates);
        Assert.InRange(caller.Server.World.CandidateCount, 31, 1000);
        Assert.Contains(receiver.Received, each => receiver.Received.Count(other => other.Body.AsSpan().SequenceEqual(each.Body)) > 1);
    }

    [Fact]
    public async Task The_same_seed_ticks_the_same_way()
    {
        async Task<string> AfterAsync(int steps)
        {
            await using var caller = await SandboxCaller.StartAsync(Small with { TimeProvider = new FakeTimeProvider() });
            for (var step = 0; step < steps; step++)
            {
                await caller.AdminAsync("POST", "/changes/step");
            }

            return await caller.TextAsync("/candidate?start=0&count=500");
        }

        var once = await AfterAsync(40);

        Assert.Equal(once, await AfterAsync(40));
        Assert.NotEqual(once, await AfterAsync(0));
    }
}
