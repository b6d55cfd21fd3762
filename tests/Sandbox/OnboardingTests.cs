using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Jobvite.Sandbox.Tests;

public sealed class OnboardingTests
{
    [Theory]
    [InlineData(EnvelopePadding.Pkcs7, false)]
    [InlineData(EnvelopePadding.Zero, false)]
    [InlineData(EnvelopePadding.None, false)]
    [InlineData(EnvelopePadding.Pkcs7, true)]
    public async Task Answers_are_padded_in_three_ways_and_keyed_in_two(EnvelopePadding padding, bool longKey)
    {
        await using var caller = await SandboxCaller.StartAsync();
        caller.Server.Quirks = new SandboxQuirks { Padding = padding, LongEnvelopeKey = longKey };

        var (key, plain) = await caller.OpenAsync("/process", """{"start":0,"count":3}""");
        var text = Encoding.UTF8.GetString(plain);
        var tail = text[(text.LastIndexOf('}') + 1)..];

        Assert.Equal(longKey ? 48 : 32, key.Length);
        Assert.NotNull(JsonNode.Parse(text[..^tail.Length])!["processes"]);
        Assert.Equal(padding == EnvelopePadding.Pkcs7 ? new string((char)tail.Length, tail.Length) : new string(padding == EnvelopePadding.Zero ? '\0' : ' ', tail.Length), tail);
        Assert.InRange(tail.Length, padding == EnvelopePadding.Pkcs7 ? 1 : 0, 16);
    }

    [Fact]
    public async Task Processes_are_paged()
    {
        await using var caller = await SandboxCaller.StartAsync();

        var answer = await caller.AskAsync("/process", """{"start":4,"count":3,"defaultSortType":"ASC"}""");

        Assert.Single(answer["processes"]!.AsArray());
        Assert.Equal((4, 1), ((int)answer["start"]!, (int)answer["count"]!));
    }

    [Fact]
    public async Task Tasks_of_many_processes_come_in_one_answer()
    {
        await using var caller = await SandboxCaller.StartAsync();
        var ids = caller.Server.World.ProcessIds.Take(3).ToList();
        var filter = new JsonObject { ["filter"] = new JsonObject { ["task"] = new JsonObject { ["processInstanceId"] = new JsonObject { ["in"] = new JsonArray([.. ids.Select(static id => JsonValue.Create(id))]) } } }, ["count"] = 500 };

        var tasks = (await caller.AskAsync("/task", filter.ToJsonString()))["tasks"]!.AsArray();

        Assert.Equal(
            ids.SelectMany(id => caller.Server.World.TaskIdsOf(id)),
            tasks.Select(static task => (string)(task!["taskId"] ?? task["id"])!));
        Assert.All(tasks, task => Assert.Contains((string)(task!["processInstanceId"] ?? task["processId"])!, ids));
    }

    [Theory]
    [InlineData("""{"status":{"in":["active"]}}""", true, false)]
    [InlineData("""{"status":{"nin":["active"]}}""", false, true)]
    [InlineData("""{"status":{"eq":"active"}}""", true, false)]
    [InlineData("""{"status":"active"}""", true, false)]
    [InlineData("""{"hireDate":{"gte":"2020-01-01"}}""", true, true)]
    [InlineData("""{"hireDate":{"lt":"2020-01-01"}}""", false, false)]
    [InlineData("""{"hireDate":{"gt":1577836800000},"kickoffDate":{"lte":"2030-01-01T00:00:00Z"}}""", true, true)]
    public async Task Filters_with_operators_take_what_they_say(string filter, bool active, bool others)
    {
        await using var caller = await SandboxCaller.StartAsync(new SandboxOptions { Processes = 60, Candidates = 10 });

        var found = (await caller.AskAsync("/process", """{"filter":{"process":""" + filter + """},"count":500}"""))["processes"]!.AsArray()
            .Select(static process => (string)process!["status"]!).ToList();

        Assert.Equal(active, found.Contains("active"));
        Assert.Equal(others, found.Exists(static status => status != "active"));
    }

    [Theory]
    [InlineData("""{"filter":{"process":{"hight":{"eq":1}}}}""")]
    [InlineData("""{"filter":{"process":{"status":{"like":"a"}}}}""")]
    [InlineData("""{"filter":{"process":{"status":{"in":"active"}}}}""")]
    [InlineData("""{"filter":{"process":[]}}""")]
    [InlineData("""{"start":-1}""")]
    [InlineData("""[]""")]
    [InlineData("""nonsense""")]
    public async Task A_request_that_cannot_be_understood_is_refused(string request)
    {
        await using var caller = await SandboxCaller.StartAsync();

        using var response = await caller.PostAsync("/process", caller.Wrap(request));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""{"key":"AAAA","payload":"AAAA"}""")]
    [InlineData("""{"key":"not base64","payload":"AAAA"}""")]
    public async Task A_malformed_envelope_gets_the_page_of_a_Tomcat(string body)
    {
        await using var caller = await SandboxCaller.StartAsync();

        using var response = await caller.PostAsync("/task", body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Some_tenants_have_the_plural_names_only()
    {
        await using var caller = await SandboxCaller.StartAsync();
        caller.Server.Quirks = new SandboxQuirks { PluralOnboarding = true, ProcessListName = "items" };

        Assert.Equal(5, (await caller.AskAsync("/processes", "{}"))["items"]!.AsArray().Count);
        using var singular = await caller.PostAsync("/process", caller.Wrap("{}"));
        Assert.Equal(HttpStatusCode.NotFound, singular.StatusCode);
    }

    [Fact]
    public async Task Without_a_registered_key_there_is_no_answer()
    {
        await using var caller = await SandboxCaller.StartAsync(withTenantKey: false);

        using var response = await caller.PostAsync("/process", caller.Wrap("{}"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("No public key", await response.Content.ReadAsStringAsync(SandboxCaller.Cancelled), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("add", true)]
    [InlineData("set", false)]
    public async Task Milestones_are_added_or_set(string operation, bool keepsOld)
    {
        await using var caller = await SandboxCaller.StartAsync();
        var id = caller.Server.World.ProcessIds.First(each => caller.Server.World.MilestonesOf(each).Count > 0);
        var old = caller.Server.World.MilestonesOf(id);

        await caller.AskAsync("/milestone", $$$"""
            { "filter": { "process": { "id": { "in": ["{{{id}}}"] } } }, "milestone": { "milestones": ["badge printed"], "operation": "{{{operation}}}", "type": "api_retrieved" } }
            """);

        Assert.Equal(keepsOld ? [.. old, "badge printed"] : ["badge printed"], caller.Server.World.MilestonesOf(id));
    }

    [Fact]
    public async Task A_key_that_is_none_is_not_registered()
    {
        await using var caller = await SandboxCaller.StartAsync();

        Assert.Throws<ArgumentException>(() => caller.Server.RegisterTenantPublicKey("not a key"));
        using var tooShort = System.Security.Cryptography.RSA.Create(1024);
        Assert.Throws<ArgumentException>(() => caller.Server.RegisterTenantPublicKey(tooShort.ExportSubjectPublicKeyInfoPem()));
    }
}
