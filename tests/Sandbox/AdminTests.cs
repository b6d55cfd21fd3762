using System.Net;

namespace Jobvite.Sandbox.Tests;

public sealed class AdminTests
{
    [Fact]
    public async Task The_list_of_routes_has_an_example_for_each()
    {
        await using var caller = await SandboxCaller.StartAsync();

        var (status, body) = await caller.AdminAsync("GET", "");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.All(body["routes"]!.AsArray(), static route => Assert.NotEmpty((string)route!["example"]!));
        Assert.Contains(body["routes"]!.AsArray(), static route => (string)route!["path"]! == "/admin/faults");
    }

    [Fact]
    public async Task The_state_counts_records_and_shows_no_secret()
    {
        await using var caller = await SandboxCaller.StartAsync();

        var (_, state) = await caller.AdminAsync("GET", "/state");

        Assert.Equal(50, (int)state["records"]!["candidates"]!);
        Assert.DoesNotContain(caller.Server.Credentials.ApiSecret, state.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task A_page_of_another_site_gives_no_orders(string header, string value)
    {
        await using var caller = await SandboxCaller.StartAsync();
        var id = caller.Server.World.CandidateIds[0];
        var before = caller.Server.World.StageOf(id);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(caller.Server.BaseAddress, $"/admin/candidates/{id}/stage")) { Content = new StringContent("""{"stage":"Hired"}""") };
        request.Headers.Add(header, value);

        var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(before, caller.Server.World.StageOf(id));
    }

    [Fact]
    public async Task A_stage_is_changed()
    {
        await using var caller = await SandboxCaller.StartAsync();
        var id = caller.Server.World.CandidateIds[0];

        var (status, body) = await caller.AdminAsync("POST", $"/candidates/{id}/stage", """{"stage":"Offer"}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(id, (string)body["candidateId"]!);
        Assert.Equal("Offer", caller.Server.World.StageOf(id));
    }

    [Fact]
    public async Task Quirks_permissions_and_limits_are_changed_field_by_field()
    {
        await using var caller = await SandboxCaller.StartAsync();

        await caller.AdminAsync("PATCH", "/quirks", """{"total":"alwaysZero","startBase":1}""");
        await caller.AdminAsync("PATCH", "/quirks", """{"notFound":"http404"}""");
        await caller.AdminAsync("PATCH", "/permissions", """{"job":false}""");
        await caller.AdminAsync("PATCH", "/limits", """{"requestsPerMinute":15}""");

        Assert.Equal(new SandboxQuirks { Total = TotalForm.AlwaysZero, StartBase = 1, NotFound = NotFoundForm.Http404 }, caller.Server.Quirks);
        Assert.Equal(new SandboxPermissions { Job = false }, caller.Server.Permissions);
        Assert.Equal(new SandboxLimits { RequestsPerMinute = 15 }, caller.Server.Limits);
    }

    [Fact]
    public async Task A_fault_is_added_and_cleared()
    {
        await using var caller = await SandboxCaller.StartAsync();

        var (_, added) = await caller.AdminAsync("POST", "/faults", """{"kind":"status","endpoint":"job","statusCode":503,"times":2}""");
        var hit = await caller.StatusAsync("/job?start=0&count=1");
        var (_, cleared) = await caller.AdminAsync("DELETE", "/faults");

        Assert.Single(added.AsArray());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, hit);
        Assert.Empty(cleared.AsArray());
    }

    [Fact]
    public async Task A_webhook_is_sent_to_the_target_that_was_set()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var caller = await SandboxCaller.StartAsync();

        await caller.AdminAsync("PATCH", "/webhooks/targets", $$"""{"job":"{{receiver.Url}}jobs"}""");
        await caller.AdminAsync("POST", "/webhooks", """{"target":"job","body":{"eventType":"jobUpdate","jobId":"o1"}}""");
        await Wait.Until(() => receiver.Received.Count == 1);

        Assert.Equal("/jobs", receiver.Received[0].Path);
    }

    [Theory]
    [InlineData("POST", "/faults", "nonsense", HttpStatusCode.BadRequest, "not JSON")]
    [InlineData("POST", "/faults", "[]", HttpStatusCode.BadRequest, "JSON object")]
    [InlineData("POST", "/faults", "{}", HttpStatusCode.BadRequest, "kind (status | htmlPage")]
    [InlineData("POST", "/faults", """{"kind":"plague"}""", HttpStatusCode.BadRequest, "'kind'")]
    [InlineData("POST", "/faults", """{"kind":"status","times":0}""", HttpStatusCode.BadRequest, "Times")]
    [InlineData("PATCH", "/quirks", """{"quark":1}""", HttpStatusCode.BadRequest, "unknown")]
    [InlineData("PATCH", "/quirks", """{"startBase":2}""", HttpStatusCode.BadRequest, "StartBase")]
    [InlineData("PATCH", "/quirks", """{"jobListName":"rows"}""", HttpStatusCode.BadRequest, "requisitions")]
    [InlineData("PATCH", "/limits", """{"requestsPerMinute":-1}""", HttpStatusCode.BadRequest, "RequestsPerMinute")]
    [InlineData("PUT", "/latency", """{"milliseconds":-1}""", HttpStatusCode.BadRequest, "milliseconds")]
    [InlineData("PUT", "/tenant-key", """{"pem":"x"}""", HttpStatusCode.BadRequest, "PEM")]
    [InlineData("POST", "/changes", """{"share":2}""", HttpStatusCode.BadRequest, "share")]
    [InlineData("POST", "/candidates/nobody/stage", """{"stage":"New"}""", HttpStatusCode.NotFound, "nobody")]
    [InlineData("DELETE", "/candidates/nobody", null, HttpStatusCode.NotFound, "nobody")]
    [InlineData("POST", "/jobs/none/edit", "{}", HttpStatusCode.NotFound, "none")]
    [InlineData("GET", "/candidates?take=0", null, HttpStatusCode.BadRequest, "take")]
    [InlineData("PATCH", "/webhooks/targets", """{"job":"ftp://x"}""", HttpStatusCode.BadRequest, "http")]
    [InlineData("POST", "/webhooks", """{"target":"job","body":{}}""", HttpStatusCode.BadRequest, "No URL")]
    public async Task A_mistake_is_explained(string method, string path, string? body, HttpStatusCode expected, string word)
    {
        await using var caller = await SandboxCaller.StartAsync();

        var (status, answer) = await caller.AdminAsync(method, path, body);

        Assert.Equal(expected, status);
        Assert.Contains(word, (string)answer["error"]!, StringComparison.Ordinal);
    }
}
