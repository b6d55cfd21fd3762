using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Jobvite.Client.Tests;

public sealed class OnboardingClientTests : IDisposable
{
    private readonly RSA _pair = RsaKeyText.ImportPrivate(GoldenFile.Text("private-pkcs8.pem"));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tasks_of_many_processes_are_read_in_one_sealed_request()
    {
        using var test = Client();
        test.Jobvite.Then(Sealed("""{"tasks":[{"taskId":"t1","processId":"p1","type":"W4"},{"id":"t2","processInstanceId":"p2"}],"total":2,"start":0,"count":50}"""));
        var request = new TaskPageRequest { ProcessIds = ["p1", "p2"], Types = ["W4", "I9"], Filters = [new("dueDate", FilterOperator.Gte, ["2024-01-01"]), new("dueDate", FilterOperator.Lt, ["2025-01-01"])] };
        var tasks = await Tasks(test, request);
        Assert.Equal(["t1", "t2"], tasks.Select(t => t.Id));
        var sent = Assert.Single(test.Jobvite.Requests);
        Assert.Equal((HttpMethod.Post, "/api/v2/task", string.Empty), (sent.Method, sent.Uri.AbsolutePath, sent.Uri.Query));
        Assert.Equal(
            """{"filter":{"task":{"processInstanceId":{"in":["p1","p2"]},"type":{"in":["W4","I9"]},"dueDate":{"gte":"2024-01-01","lt":"2025-01-01"}}},"start":0,"count":50,"returnFileInfo":false}""",
            Opened(sent));
        Assert.DoesNotContain("filter", Encoding.UTF8.GetString(sent.Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_tasks_that_is_too_large_is_asked_for_in_half_the_size()
    {
        using var test = Client(options: options => options.MaxResponseBytes = 20 * 1024);
        test.Jobvite.Otherwise = request =>
        {
            var sent = JsonDocument.Parse(Opened(test.Jobvite.Requests[^1])).RootElement;
            var (start, count) = (sent.GetProperty("start").GetInt32(), sent.GetProperty("count").GetInt32());
            var tasks = Enumerable.Range(0, 60).Skip(start).Take(count).Select(i => $$"""{"taskId":"t{{i}}","processId":"p1","name":"{{new string('x', 300)}}"}""");
            return Sealed("{\"tasks\":[" + string.Join(',', tasks) + "],\"total\":60}")(request);
        };
        Assert.Equal(60, (await Tasks(test, new TaskPageRequest { Count = 60 })).Select(task => task.Id).Distinct().Count());
        Assert.Equal(4, test.Jobvite.Requests.Count);
    }

    [Theory]
    [InlineData("processes")]
    [InlineData("process")]
    [InlineData("items")]
    [InlineData("data")]
    public async Task Processes_are_found_under_every_name(string name)
    {
        using var test = Client();
        test.Jobvite.Then(Sealed("{\"" + name + "\":[{\"processId\":\"p1\"}],\"total\":1}"));
        var ids = new List<string>();
        var request = new ProcessPageRequest { Filters = [new("status", FilterOperator.In, ["active"]), new("hireDate", FilterOperator.Gte, ["2024-01-01"])] };
        await foreach (var page in test.Client.ReadProcessPagesAsync(request, Ct))
        {
            ids.AddRange(page.Records.Select(p => p.Id));
        }

        Assert.Equal(["p1"], ids);
        Assert.Equal("""{"filter":{"process":{"status":{"in":["active"]},"hireDate":{"gte":"2024-01-01"}}},"start":0,"count":50,"defaultSortType":"ASC"}""", Opened(test.Jobvite.Requests[0]));
    }

    [Fact]
    public async Task Plural_paths_are_a_setting()
    {
        using var test = Client(c => c with { PluralOnboardingPaths = true });
        test.Jobvite.Otherwise = Sealed("""{"total":0}""");
        await Tasks(test, new TaskPageRequest());
        await test.Client.ProbeAsync(JobviteEndpoint.Onboarding, Ct);
        await test.Client.UpdateMilestonesAsync(new MilestoneUpdate(["p1"], ["m"]), Ct);
        Assert.Equal(["/api/v2/tasks", "/api/v2/processes", "/api/v2/milestones"], test.Jobvite.Requests.Select(r => r.Uri.AbsolutePath));
    }

    [Theory]
    [InlineData(MilestoneAction.Set, "set")]
    [InlineData(MilestoneAction.Add, "add")]
    public async Task Milestones_are_sent_once_whatever_comes_back(MilestoneAction operation, string word)
    {
        using var test = Client();
        test.Jobvite.Otherwise = _ => StubJobvite.Json("{}", 500);
        await ClientUnderTest.FailureOf(() => test.Client.UpdateMilestonesAsync(new MilestoneUpdate(["p1"], ["Day one"], operation), Ct));
        Assert.Single(test.Jobvite.Requests);
        Assert.Equal(
            "{\"filter\":{\"process\":{\"id\":{\"in\":[\"p1\"]}}},\"milestone\":{\"milestones\":[\"Day one\"],\"operation\":\"" + word + "\",\"type\":\"api_retrieved\"}}",
            Opened(test.Jobvite.Requests[0]));
    }

    [Theory]
    [InlineData(200, """{"status":"success"}""", null)]
    [InlineData(204, "", null)]
    [InlineData(200, "", null)]
    [InlineData(200, """{"status":{"code":401,"messages":["Invalid api/secret"]}}""", FailureKind.Unauthorized)]
    [InlineData(400, "<html>Bad Request</html>", FailureKind.Rejected)]
    public async Task An_update_believes_what_the_answer_says(int status, string body, FailureKind? expected)
    {
        using var test = Client();
        test.Jobvite.Then(body, status);
        var exception = await Record.ExceptionAsync(() => test.Client.UpdateMilestonesAsync(new MilestoneUpdate(["p1"], ["m"]), Ct));
        Assert.Equal(expected, (exception as JobviteException)?.Failure.Kind);
    }

    [Theory]
    [InlineData("""{"status":{"code":401,"messages":["Invalid"]}}""", FailureKind.Unauthorized)]
    [InlineData("""{"processes":[],"total":0}""", FailureKind.Malformed)]
    [InlineData("""{"key":"AAAA","payload":"AAAAAAAAAAAAAAAAAAAAAA=="}""", FailureKind.Malformed)]
    public async Task An_answer_outside_an_envelope_is_a_failure(string body, FailureKind expected)
    {
        using var test = Client();
        test.Jobvite.Then(body);
        Assert.Equal(expected, (await test.Client.ProbeAsync(JobviteEndpoint.Onboarding, Ct)).Failure!.Kind);
    }

    [Theory]
    [InlineData("""{"status":{"code":401,"messages":["Invalid api/secret"]}}""", FailureKind.Unauthorized)]
    [InlineData("""{"error":"Bad filter"}""", FailureKind.Rejected)]
    public async Task An_error_inside_an_envelope_is_a_failure(string json, FailureKind expected)
    {
        using var test = Client();
        test.Jobvite.Then(Sealed(json));
        Assert.Equal(expected, (await test.Client.ProbeAsync(JobviteEndpoint.Onboarding, Ct)).Failure!.Kind);
    }

    [Fact]
    public async Task A_bare_list_in_an_envelope_is_read()
    {
        using var test = Client();
        test.Jobvite.Then(Sealed("""[{"taskId":"t1","processId":"p1"}]""")).Then(Sealed("[]"));
        Assert.Equal(["t1"], (await Tasks(test, new TaskPageRequest { ProcessIds = ["p1"] })).Select(t => t.Id));
    }

    [Fact]
    public async Task What_lies_in_an_opened_envelope_is_named()
    {
        using var test = Client();
        test.Jobvite.Then(Sealed("<html><body>Service is being restarted</body></html>"));
        var failure = (await test.Client.ProbeAsync(JobviteEndpoint.Onboarding, Ct)).Failure!;
        Assert.Equal(FailureKind.Malformed, failure.Kind);
        Assert.Contains("One of our keys opens it, but what is inside is not a JSON object", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("public RSA key", failure.WhatToDo, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_says_whether_anything_was_sent()
    {
        using var test = Client(options: options => options.MaxRetries = 0);
        test.Jobvite.Then(_ => throw new HttpRequestException(HttpRequestError.ConnectionError)).Then("{}", 500).Then(_ => throw new IOException("reset"));
        var told = new List<bool>();
        for (var i = 0; i < 3; i++)
        {
            told.Add((await ClientUnderTest.FailureOf(() => test.Client.UpdateMilestonesAsync(new MilestoneUpdate(["p1"], ["m"]), Ct))).NothingSent);
        }

        Assert.Equal([true, false, false], told);
    }

    [Theory]
    [InlineData(null, "private-pkcs8.pem", "Jobvite's public RSA key is not configured")]
    [InlineData("public-1024.pem", "private-pkcs8.pem", "Jobvite's public RSA key cannot be used")]
    [InlineData("public-spki.pem", null, "no RSA key of our own")]
    [InlineData("public-spki.pem", "public-spki.pem", "Our private RSA key cannot be used")]
    public async Task Missing_and_bad_keys_are_named_before_anything_is_sent(string? theirs, string? ours, string message)
    {
        using var test = Client(c => c with { JobvitePublicKey = theirs is null ? null : GoldenFile.Text(theirs), OurPrivateKeys = ours is null ? [] : [GoldenFile.Text(ours)] });
        var probe = await test.Client.ProbeAsync(JobviteEndpoint.Onboarding, Ct);
        Assert.Contains(message, probe.Failure!.Message, StringComparison.Ordinal);
        Assert.Equal(FailureKind.Rejected, probe.Failure.Kind);
        Assert.Empty(test.Gate.Entered);
    }

    [Fact]
    public async Task Filters_that_make_no_sense_are_refused_unsent()
    {
        using var test = Client();
        await Assert.ThrowsAsync<ArgumentException>(() => Tasks(test, new TaskPageRequest { Filters = [new("type", FilterOperator.Eq, ["a", "b"])] }));
        await Assert.ThrowsAsync<ArgumentException>(() => Tasks(test, new TaskPageRequest { Filters = [new("a\"b", FilterOperator.Eq, ["a"])] }));
        await Assert.ThrowsAsync<ArgumentException>(() => Tasks(test, new TaskPageRequest { Types = ["W4"], Filters = [new("type", FilterOperator.In, ["I9"])] }));
        await Assert.ThrowsAsync<ArgumentException>(() => test.Client.UpdateMilestonesAsync(new MilestoneUpdate([], ["m"]), Ct));
        await Assert.ThrowsAsync<ArgumentException>(() => test.Client.UpdateMilestonesAsync(new MilestoneUpdate(["p1"], [" "]), Ct));
        Assert.Empty(test.Jobvite.Requests);
    }

    public void Dispose() => _pair.Dispose();

    private static ClientUnderTest Client(Func<JobviteConnection, JobviteConnection>? change = null, Action<JobviteClientOptions>? options = null) => new(options, c => (change ?? (static x => x))(c with
    {
        JobvitePublicKey = GoldenFile.Text("public-spki.pem"),
        OurPrivateKeys = [GoldenFile.Text("private-pkcs8.pem")],
    }));

    private static async Task<List<JobviteTask>> Tasks(ClientUnderTest test, TaskPageRequest request)
    {
        var tasks = new List<JobviteTask>();
        await foreach (var page in test.Client.ReadTaskPagesAsync(request, Ct))
        {
            tasks.AddRange(page.Records);
        }

        return tasks;
    }

    private Func<HttpRequestMessage, HttpResponseMessage> Sealed(string json)
        => _ => StubJobvite.Body(OnboardingEnvelope.Seal(Encoding.UTF8.GetBytes(json), _pair), "application/json");

    private string Opened(SeenRequest request) => Encoding.UTF8.GetString(OnboardingEnvelope.Open(request.Body, [_pair]));
}
