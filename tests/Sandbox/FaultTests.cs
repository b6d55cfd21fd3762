using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jobvite.Sandbox.Tests;

public sealed class FaultTests
{
    private const string Job = "/job?start=0&count=10";

    [Theory]
    [InlineData(ErrorShape.StatusObject, """{"status":{"code":503,"messages":["@"]}}""")]
    [InlineData(ErrorShape.Message, """{"message":"@"}""")]
    [InlineData(ErrorShape.ErrorText, """{"error":"@"}""")]
    [InlineData(ErrorShape.ErrorObject, """{"error":{"code":503,"message":"@"}}""")]
    [InlineData(ErrorShape.ErrorList, """{"errors":["@"]}""")]
    public async Task A_status_comes_with_any_of_the_known_errors(ErrorShape shape, string expected)
    {
        await using var caller = await SandboxCaller.StartAsync();
        caller.Server.Inject(new SandboxFault(FaultKind.Status) { StatusCode = 503, Shape = shape, RetryAfterSeconds = 7, Times = 1 });

        using var response = await caller.GetAsync(Job);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter!.Delta);
        Assert.Equal(
            expected.Replace("@", "Something went wrong in the sandbox, on request.", StringComparison.Ordinal),
            await response.Content.ReadAsStringAsync(SandboxCaller.Cancelled));
    }

    [Theory]
    [InlineData(FaultKind.HtmlPage, HttpStatusCode.OK, "text/html")]
    [InlineData(FaultKind.PlainText, HttpStatusCode.Unauthorized, null)]
    [InlineData(FaultKind.LoginRedirect, HttpStatusCode.Found, null)]
    [InlineData(FaultKind.EmptyBody, HttpStatusCode.OK, "application/json")]
    public async Task Some_answers_are_no_JSON_at_all(FaultKind kind, HttpStatusCode status, string? mediaType)
    {
        await using var caller = await SandboxCaller.StartAsync();
        caller.Server.Inject(new SandboxFault(kind));

        using var response = await caller.GetAsync(Job);
        var body = await response.Content.ReadAsStringAsync(SandboxCaller.Cancelled);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(mediaType, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(kind is FaultKind.LoginRedirect or FaultKind.EmptyBody, body.Length == 0);
        Assert.DoesNotContain("requisitions", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_hits_so_many_requests_of_one_endpoint_after_some_that_pass()
    {
        await using var caller = await SandboxCaller.StartAsync();
        caller.Server.Inject(new SandboxFault(FaultKind.Status) { Endpoint = SandboxEndpoint.Job, Skip = 1, Times = 2 });

        List<HttpStatusCode> seen = [await caller.StatusAsync("/candidate?start=0&count=1")];
        for (var request = 0; request < 4; request++)
        {
            seen.Add(await caller.StatusAsync(Job));
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError, HttpStatusCode.OK], seen);
        Assert.Equal(2, caller.Server.Requests.Faulted);
    }

    [Fact]
    public async Task A_fault_without_an_end_lasts_until_it_is_cleared()
    {
        await using var caller = await SandboxCaller.StartAsync();
        caller.Server.Inject(new SandboxFault(FaultKind.Status));
        Assert.Equal(HttpStatusCode.InternalServerError, await caller.StatusAsync(Job));
        Assert.Equal(HttpStatusCode.InternalServerError, await caller.StatusAsync(Job));

        caller.Server.ClearFaults();

        Assert.Equal(HttpStatusCode.OK, await caller.StatusAsync(Job));
    }

    [Fact]
    public void A_probability_is_drawn_from_the_seed()
    {
        static List<bool> Draw(int seed)
        {
            var board = new FaultBoard(seed);
            board.Add(new SandboxFault(FaultKind.Status) { Probability = 0.3 });
            return [.. Enumerable.Range(0, 1000).Select(_ => board.Take(SandboxEndpoint.Job).Count > 0)];
        }

        Assert.Equal(Draw(1), Draw(1));
        Assert.NotEqual(Draw(1), Draw(2));
        Assert.InRange(Draw(1).Count(static hit => hit), 250, 350);
    }

    [Fact]
    public async Task Truncated_JSON_is_the_first_half_of_the_right_answer()
    {
        await using var caller = await SandboxCaller.StartAsync();
        var whole = await caller.TextAsync(Job);
        caller.Server.Inject(new SandboxFault(FaultKind.TruncatedJson));

        var half = await caller.TextAsync(Job);

        Assert.StartsWith(half[..^4], whole, StringComparison.Ordinal);
        Assert.ThrowsAny<JsonException>(() => JsonNode.Parse(half));
    }

    [Fact]
    public async Task A_malformed_record_stands_between_good_ones()
    {
        await using var caller = await SandboxCaller.StartAsync();
        caller.Server.Inject(new SandboxFault(FaultKind.MalformedRecord) { RecordIndex = 3 });

        var jobs = (await caller.JsonAsync(Job))["requisitions"]!.AsArray();

        Assert.Equal(10, jobs.Count);
        Assert.Null(jobs[3]!["eId"]);
        Assert.Equal(9, jobs.Count(static job => job!["eId"] is not null));
    }

    [Theory]
    [InlineData(FaultKind.DroppedConnection)]
    [InlineData(FaultKind.DroppedMidBody)]
    public async Task A_connection_can_break(FaultKind kind)
    {
        await using var caller = await SandboxCaller.StartAsync();
        caller.Server.Inject(new SandboxFault(kind));

        await Assert.ThrowsAnyAsync<Exception>(() => caller.TextAsync(Job));
        Assert.Equal(1, caller.Server.Requests.Faulted);
    }

    [Fact]
    public async Task A_dripping_body_is_complete_in_the_end()
    {
        await using var caller = await SandboxCaller.StartAsync();
        const string One = "/job?start=0&count=1";
        var whole = await caller.TextAsync(One);
        caller.Server.Inject(new SandboxFault(FaultKind.DrippingBody) { Delay = TimeSpan.FromMilliseconds(1) });

        Assert.Equal(whole, await caller.TextAsync(One));
    }

    [Fact]
    public async Task An_endless_body_goes_on_until_the_reader_leaves()
    {
        await using var caller = await SandboxCaller.StartAsync();
        caller.Server.Inject(new SandboxFault(FaultKind.EndlessBody));

        using var response = await caller.GetAsync(Job);
        await using var body = await response.Content.ReadAsStreamAsync(SandboxCaller.Cancelled);
        var chunk = new byte[1024 * 1024];
        await body.ReadExactlyAsync(chunk, SandboxCaller.Cancelled);
        await body.ReadExactlyAsync(chunk, SandboxCaller.Cancelled);

        Assert.DoesNotContain((byte)0, chunk);
    }

    [Fact]
    public async Task A_gzip_bomb_is_small_on_the_wire_and_large_behind_it()
    {
        await using var caller = await SandboxCaller.StartAsync();
        caller.Server.Inject(new SandboxFault(FaultKind.GzipBomb));

        using var response = await caller.GetAsync(Job);
        var compressed = await response.Content.ReadAsByteArrayAsync(SandboxCaller.Cancelled);
        await using var body = new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress);
        var chunk = new byte[64 * 1024];
        for (var read = 0; read < 33 * 1024 * 1024; read += chunk.Length)
        {
            await body.ReadExactlyAsync(chunk, SandboxCaller.Cancelled);
        }

        Assert.Equal("gzip", response.Content.Headers.ContentEncoding.Single());
        Assert.InRange(compressed.Length, 100_000, 2_000_000);
        Assert.All(chunk[..100], static each => Assert.Equal((byte)' ', each));
    }

    [Theory]
    [InlineData(FaultKind.RepeatedPage)]
    [InlineData(FaultKind.IgnoredStart)]
    public async Task A_page_can_come_twice(FaultKind kind)
    {
        await using var caller = await SandboxCaller.StartAsync();
        caller.Server.Inject(new SandboxFault(kind) { Skip = 1, Times = 1 });

        List<JsonArray> pages = [];
        foreach (var start in new[] { 0, 5, 10 })
        {
            pages.Add((await caller.JsonAsync($"/job?start={start}&count=5"))["requisitions"]!.AsArray());
        }

        Assert.Equal(pages[0].ToJsonString(), pages[1].ToJsonString());
        Assert.NotEqual(pages[0].ToJsonString(), pages[2].ToJsonString());
    }

    [Fact]
    public async Task A_late_answer_comes_on_top_of_another_fault()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using var caller = await SandboxCaller.StartAsync(new SandboxOptions { Candidates = 1, TimeProvider = time });
        caller.Server.Inject(new SandboxFault(FaultKind.Latency) { Delay = TimeSpan.FromMinutes(1) });
        caller.Server.Inject(new SandboxFault(FaultKind.Status));

        var waiting = caller.StatusAsync(Job);
        await Wait.Until(() => caller.Server.Requests.Faulted == 1);
        Assert.False(waiting.IsCompleted);
        await Wait.Until(() =>
        {
            time.Advance(TimeSpan.FromMinutes(1));
            return waiting.IsCompleted;
        });

        Assert.Equal(HttpStatusCode.InternalServerError, await waiting);
    }

    [Theory]
    [InlineData("Times")]
    [InlineData("Probability")]
    [InlineData("StatusCode")]
    public async Task A_fault_that_makes_no_sense_is_refused_by_name(string field)
    {
        await using var caller = await SandboxCaller.StartAsync();
        var fault = field switch
        {
            "Times" => new SandboxFault(FaultKind.Status) { Times = 0 },
            "Probability" => new SandboxFault(FaultKind.Status) { Probability = double.NaN },
            _ => new SandboxFault(FaultKind.Status) { StatusCode = 99 },
        };

        Assert.Contains(field, Assert.Throws<ArgumentException>(() => caller.Server.Inject(fault)).Message, StringComparison.Ordinal);
    }
}
