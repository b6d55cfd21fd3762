using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Jobvite.Benchmarks.Processes;

/// <summary>One of the programs as a process of its own, without the variables of this machine that would change what it does.</summary>
internal sealed class Child : IAsyncDisposable
{
    private const int KeptLines = 200;
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);
    private static readonly string[] Ours = ["JOBVITE", "JWT", "ASPNETCORE", "Orleans", "ConnectionStrings", "Storage", "Frontend", "OTEL"];

    private static readonly ConcurrentDictionary<int, Process> Running = new();

    private readonly Queue<string> _said = new();
    private readonly Process _process;

    private Child(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>Words, in lower case, that none of its lines should hold.</summary>
    public IReadOnlyList<string> Forbidden { get; set; } = [];

    /// <summary>How many lines held one all the same.</summary>
    public int ForbiddenLines { get; private set; }

    /// <summary>The last lines that it wrote.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return string.Join('\n', _said);
            }
        }
    }

    /// <param name="assembly">Such as <c>Jobvite.Silo</c>; it lies beside this program unless a directory is named.</param>
    /// <param name="variables">The environment.</param>
    /// <param name="arguments">The command line.</param>
    public static Child Start(string assembly, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var child = new Child(new Process { StartInfo = StartInfo(assembly, variables, arguments) });
        child._process.Start();
        Running[child.Id] = child._process;
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>How a program of ours is started; its input and output are pipes.</summary>
    public static ProcessStartInfo StartInfo(string assembly, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly + ".dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var name in start.Environment.Keys.Where(name => Ours.Any(ours => name.StartsWith(ours, StringComparison.OrdinalIgnoreCase))).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>For the end of this program before its time: what it started must not go on.</summary>
    public static void KillAll()
    {
        foreach (var process in Running.Values)
        {
            process.Kill();
        }
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await DisposeAsync();
    }

    /// <summary>Asks it to stop, as a supervisor does, and insists after a while.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            using var patience = new CancellationTokenSource(StopLimit);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
                await _process.WaitForExitAsync();
            }
        }

        Running.TryRemove(_process.Id, out _);
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_said)
        {
            ForbiddenLines += Forbidden.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase)) ? 1 : 0;
            _said.Enqueue(line);
            if (_said.Count > KeptLines)
            {
                _said.Dequeue();
            }
        }
    }
}
