namespace Jobvite.Clients.Tests;

/// <summary>All programs live through the same bad day, at the same time.</summary>
public sealed class BadDay(Kit kit) : IAsyncLifetime
{
    private readonly Dictionary<string, (Consumer Consumer, PlayedService Service)> _days = new(StringComparer.Ordinal);

    internal static readonly string[] Programs = ["poll.cs", "poll.mjs", "hasty-stream.cs", "hasty-stream.mjs", "consume.cs", "consume.mjs"];

    internal (Consumer Consumer, PlayedService Service) this[string program] => _days[program];

    public async ValueTask InitializeAsync() => await Task.WhenAll(Programs.Where(name => kit.NoNode is null || !name.EndsWith(".mjs", StringComparison.Ordinal)).Select(Live));

    public async ValueTask DisposeAsync()
    {
        foreach (var (consumer, service) in _days.Values)
        {
            await consumer.DisposeAsync();
            await service.DisposeAsync();
        }
    }

    private async Task Live(string program)
    {
        var service = await PlayedService.Start();
        var consumer = new Consumer(kit, program, service.Url, "any");
        lock (_days)
        {
            _days[program] = (consumer, service);
        }

        // Left by an earlier program that was killed in the middle of a line, on a disk that has lost a part since.
        consumer.Write("cursor", "c\u0000 dam\uFFFDged");
        consumer.Write("changes.ndjson", $$"""{"id":"{{PlayedService.Id(0)}}"}""" + "\n" + $$"""{"id":"{{PlayedService.Id(1)}}","ty""");
        consumer.Start();
        await consumer.Until(() => consumer.Cursor == PlayedService.End && service.Asked.Last().What == PlayedService.End);
    }
}

public sealed class BadDayTests(BadDay day, Kit kit) : IClassFixture<BadDay>
{
    [Theory]
    [MemberData(nameof(Programs))]
    public void Every_item_is_stored_once_whatever_the_service_answers(string program)
    {
        kit.Require(program);

        Assert.Equal([.. ((int[])[0, 1, 2, 6, 7]).Select(PlayedService.Id)], day[program].Consumer.Ids());
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void A_damaged_checkpoint_and_a_cursor_that_is_too_old_lead_to_the_lists_and_from_there_on(string program)
    {
        kit.Require(program);
        var (consumer, service) = day[program];

        Assert.Equal(["c0", "c5"], consumer.Begins);
        string[] lists = ["jobs", "jobs2", "candidates", "candidates2", "processes", "processes2"];
        Assert.Equal([.. lists.Prepend("jobs"), .. lists], service.Asked.Select(asked => asked.What).Where(lists.Contains));
        Assert.Equal(6, consumer.Lists.Length);
        Assert.All(consumer.Lists, (record, _) => Assert.Contains("\"id\":", record, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void It_goes_on_where_the_answer_broke_off_and_waits_as_it_is_told(string program)
    {
        kit.Require(program);
        var asked = day[program].Service.Asked.Where(one => one.What.StartsWith('c') && !one.What.StartsWith("candidates", StringComparison.Ordinal) || one.What == "now").ToArray();

        // A stream has its first item before the connection breaks, is silent then, and has the second at the next attempt.
        string[] broken = program.Contains("stream", StringComparison.Ordinal) ? ["c0", "c0", "c1", "c1"] : ["c0", "c0", "c0"];
        Assert.Equal(["now", "now", .. broken, "c2", "c2", "c5"], asked.Skip(1).Select(one => one.What).TakeWhile(what => what != PlayedService.End));
        foreach (var busy in (string[])["now", "c0"])
        {
            var times = asked.Where(one => one.What == busy).Select(one => one.At).Take(2).ToArray();
            Assert.InRange(times[1] - times[0], TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(30));
        }
    }

    [Theory]
    [MemberData(nameof(ConsumerPrograms.All), MemberType = typeof(ConsumerPrograms))]
    public async Task A_token_that_is_refused_ends_the_program_with_the_reason(string program)
    {
        kit.Require(program);
        await using var consumer = new Consumer(kit, program, kit.Service.Url, "none");
        consumer.Start();

        Assert.NotEqual(0, await consumer.End());
        Assert.Contains("401", consumer.Errors, StringComparison.Ordinal);
    }

    public static TheoryData<string> Programs() => [.. BadDay.Programs];
}
