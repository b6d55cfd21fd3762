using System.Text.RegularExpressions;

namespace Jobvite.Standalone.Tests.Processes;

/// <summary>The program as a process of its own, with a data directory and free ports.</summary>
internal sealed partial class StandaloneChild : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly ChildProcess _process;

    private StandaloneChild(ChildProcess process) => _process = process;

    public int ProcessId => _process.Id;

    public string Output => _process.Output;

    public string Errors => _process.Errors;

    public static StandaloneChild Start(string dataDirectory, IEnumerable<string> arguments, params (string Name, string Value)[] variables)
    {
        var environment = new Dictionary<string, string>
        {
            ["JOBVITE_DATA_DIR"] = dataDirectory,
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["Jobvite__RequestBudget__PerMinute"] = "600",
        };
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        return new(ChildProcess.Start("Jobvite.Standalone", environment, [.. arguments]));
    }

    /// <summary>Waits until everything is up and the greeting is complete.</summary>
    public async Task<Greeting> Ready()
    {
        await Until(() => Output.Contains("Ctrl-C stops it", StringComparison.Ordinal));
        return new Greeting(
            new Uri(ReadyLine().Match(Output).Groups[1].Value),
            TokenLine().Match(Output).Groups[1].Value,
            SandboxLine().Match(Output) is { Success: true } sandbox ? new Uri(sandbox.Groups[1].Value) : null);
    }

    /// <summary>Waits for a condition on what was written so far.</summary>
    public async Task Until(Func<bool> condition)
    {
        await Wait.Until(Patience, () => _process.HasEnded && !condition() ? throw Ended() : Task.FromResult(condition()), () => $"{Output}\n{Errors}");
    }

    private InvalidOperationException Ended() => new($"The process ended too early.\n{Output}\n{Errors}");

    /// <summary>Waits for the end and returns the exit code.</summary>
    public Task<int> End() => _process.End(Patience);

    /// <summary>What Ctrl-C does.</summary>
    public Task<int> Interrupt() => _process.Interrupt(Patience);

    /// <summary>kill -9.</summary>
    public Task Kill() => _process.Kill();

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    [GeneratedRegex(@"is ready: (\S+)")]
    private static partial Regex ReadyLine();

    [GeneratedRegex(@"export TOKEN=(\S+)")]
    private static partial Regex TokenLine();

    [GeneratedRegex(@"Stand-in for Jobvite: (\S+)")]
    private static partial Regex SandboxLine();
}
