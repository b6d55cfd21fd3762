using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Jobvite.Standalone.Tests.Processes;

/// <summary>The program as a process of its own, with a data directory and free ports.</summary>
internal sealed partial class StandaloneChild : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly Process _process;

    private StandaloneChild(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
    }

    public int ProcessId => _process.Id;

    public string Output => string.Join('\n', _output);

    public string Errors => string.Join('\n', _errors);

    /// <summary>Starts it; variables of the machine that would change its behaviour are taken away.</summary>
    public static StandaloneChild Start(string dataDirectory, IEnumerable<string> arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Jobvite.Standalone.dll") },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("JOBVITE", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("JWT", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ASPNETCORE", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("Orleans", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["JOBVITE_DATA_DIR"] = dataDirectory;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["Jobvite__RequestBudget__PerMinute"] = "600";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var child = new StandaloneChild(new Process { StartInfo = start });
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
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
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        while (!condition())
        {
            if (_process.HasExited && !condition())
            {
                Assert.Fail($"The process ended with {_process.ExitCode}.\n{Output}\n{Errors}");
            }

            if (deadline.IsCancellationRequested)
            {
                Assert.Fail($"Not within {Patience}.\n{Output}\n{Errors}");
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits for the end and returns the exit code.</summary>
    public async Task<int> End()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    /// <summary>What Ctrl-C does.</summary>
    public async Task<int> Interrupt()
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        return await End();
    }

    /// <summary>kill -9.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }

    [GeneratedRegex(@"is ready: (\S+)")]
    private static partial Regex ReadyLine();

    [GeneratedRegex(@"export TOKEN=(\S+)")]
    private static partial Regex TokenLine();

    [GeneratedRegex(@"Stand-in for Jobvite: (\S+)")]
    private static partial Regex SandboxLine();
}
