using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Jobvite.Standalone.Tests.Processes;

public sealed class RestartTests : IDisposable
{
    private const string Api = "/api/integrations/jobvite";
    private readonly TemporaryDirectory _data = new();

    [Fact]
    public async Task A_restart_keeps_everything_and_reads_nothing_again()
    {
        string[] arguments = ["--sandbox", "--jobs", "10", "--candidates", "30", "--processes", "3", "--changes-per-minute", "0"];
        await using (var first = StandaloneChild.Start(_data.FullPath, arguments))
        {
            await first.Ready();
            var watch = Stopwatch.StartNew();
            Assert.Equal(0, await first.Interrupt());
            Assert.InRange(watch.Elapsed.TotalSeconds, 0, 15);
        }

        await using var second = StandaloneChild.Start(_data.FullPath, arguments);
        using var rest = new Rest(await second.Ready());

        Assert.Contains("already connected", second.Output, StringComparison.Ordinal);
        Assert.Contains("Stored: 10 jobs, 30 candidates", second.Output, StringComparison.Ordinal);
        Assert.Equal(3, await rest.Total($"{Api}/sync/runs"));
        Assert.Equal(30, await rest.Total($"{Api}/candidates"));
    }

    [Fact]
    public async Task A_kill_in_mid_sync_loses_nothing_and_doubles_nothing()
    {
        string[] arguments = ["--sandbox", "--jobs", "10", "--candidates", "4000", "--processes", "3", "--changes-per-minute", "0"];
        await using (var first = StandaloneChild.Start(_data.FullPath, arguments))
        {
            // Some of them, however many: a fast run is past a certain number before the next line says so.
            await first.Until(() => Regex.IsMatch(first.Output, "candidates [1-9][0-9,]* of [0-9,]+, "));
            await first.Kill();
            Assert.DoesNotContain("is ready", first.Output, StringComparison.Ordinal);
        }

        await using var second = StandaloneChild.Start(_data.FullPath, arguments);
        using var rest = new Rest(await second.Ready());

        Assert.Equal(4000, await rest.Total($"{Api}/candidates"));
        Assert.Equal(3, await rest.Total($"{Api}/sync/runs"));
        Assert.Equal(3, await rest.Total($"{Api}/sync/runs?status=success"));
    }

    [Fact]
    public async Task A_kill_in_mid_deletion_does_not_make_it_forgotten()
    {
        string[] arguments = ["--sandbox", "--jobs", "10", "--candidates", "4000", "--processes", "3", "--changes-per-minute", "0"];
        Guid[] before;
        await using (var first = StandaloneChild.Start(_data.FullPath, arguments))
        {
            using var rest = new Rest(await first.Ready());
            before = await Runs(rest);
            var disconnecting = rest.Disconnect();
            await rest.UntilNothingIsShown($"{Api}/candidates");
            await first.Kill();
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => disconnecting);
        }

        await using var second = StandaloneChild.Start(_data.FullPath, arguments);
        using var again = new Rest(await second.Ready());

        Assert.Contains("The demonstration company is connected.", second.Output, StringComparison.Ordinal);
        Assert.Equal(4000, await again.Total($"{Api}/candidates"));
        Assert.Empty(before.Intersect(await Runs(again)));

        static async Task<Guid[]> Runs(Rest rest) =>
            [.. (await rest.Get($"{Api}/sync/runs")).GetProperty("items").EnumerateArray().Select(run => run.GetProperty("runId").GetGuid())];
    }

    [Fact]
    public async Task Without_a_sandbox_it_starts_empty_and_says_how_to_connect()
    {
        await using var child = StandaloneChild.Start(_data.FullPath, []);
        using var rest = new Rest(await child.Ready());

        Assert.Contains($"{Api}/config", child.Output, StringComparison.Ordinal);
        Assert.False((await rest.Get($"{Api}/config")).GetProperty("connected").GetBoolean());
        Assert.Equal(0, await child.Interrupt());
    }

    [Fact]
    public async Task A_stop_while_it_starts_or_syncs_is_as_quiet_as_any()
    {
        await using (var starting = StandaloneChild.Start(_data.FullPath, []))
        {
            await starting.Until(() => File.Exists(_data.File("jobvite.db")));
            Assert.Equal(0, await starting.Interrupt());
            Assert.Equal("", starting.Errors);
        }

        await using var syncing = StandaloneChild.Start(_data.FullPath, ["--sandbox", "--candidates", "4000"]);
        await syncing.Until(() => syncing.Output.Contains("Syncing", StringComparison.Ordinal));
        Assert.Equal(0, await syncing.Interrupt());
        Assert.Equal("", syncing.Errors);
        Assert.EndsWith("Stopped.", syncing.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _data.Dispose();
}
