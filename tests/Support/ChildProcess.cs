using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Jobvite.TestSupport;

/// <summary>One of the programs as a process of its own.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private static readonly string[] Ours = ["JOBVITE", "JWT", "ASPNETCORE", "Orleans", "ConnectionStrings", "Storage"];
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly Process _process;

    private ChildProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_errors, line.Data);
    }

    public int Id => _process.Id;

    public string Output => string.Join('\n', _output);

    public string Errors => string.Join('\n', _errors);

    public bool HasEnded => _process.HasExited;

    /// <summary>Starts a program that lies beside the tests; variables of the machine that would change its behaviour are taken away.</summary>
    /// <param name="assembly">Such as <c>Jobvite.Silo</c>.</param>
    /// <param name="variables">The environment.</param>
    /// <param name="arguments">The command line.</param>
    public static ChildProcess Start(string assembly, IReadOnlyDictionary<string, string> variables, params string[] arguments) =>
        Run("dotnet", Path.GetTempPath(), variables, [Path.Combine(AppContext.BaseDirectory, assembly + ".dll"), .. arguments]);

    /// <summary>Starts any program, in a directory and with the same care for the environment.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    public static ChildProcess Run(string program, string directory, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };
        foreach (var name in start.Environment.Keys.Where(name => Ours.Any(ours => name.StartsWith(ours, StringComparison.OrdinalIgnoreCase))).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var child = new ChildProcess(new Process { StartInfo = start });
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Waits for the end and returns the exit code.</summary>
    public async Task<int> End(TimeSpan patience)
    {
        using var deadline = new CancellationTokenSource(patience);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    /// <summary>Asks it to stop, as a supervisor does.</summary>
    public async Task<int> Terminate(TimeSpan patience)
    {
        await Signal("TERM");
        return await End(patience);
    }

    /// <summary>What Ctrl-C does.</summary>
    public async Task<int> Interrupt(TimeSpan patience)
    {
        await Signal("INT");
        return await End(patience);
    }

    /// <summary>SIGSTOP: its connections stay open and nobody answers.</summary>
    public Task Freeze() => Signal("STOP");

    /// <summary>SIGCONT: it goes on as if nothing had been.</summary>
    public Task Thaw() => Signal("CONT");

    /// <summary>SIGKILL.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await Kill();
        }

        _process.Dispose();
    }

    private async Task Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }
}
