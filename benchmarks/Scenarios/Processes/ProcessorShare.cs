using System.Globalization;

namespace Jobvite.Benchmarks.Processes;

/// <summary>Holds a process to a part of a core, with a control group of Linux. It takes the rights of root.</summary>
internal sealed class ProcessorShare : IDisposable
{
    // Short, so that a process that has used its part up waits for some milliseconds only.
    private const int PeriodMicroseconds = 20_000;
    private const string Root = "/sys/fs/cgroup";

    private readonly string _directory;
    private readonly bool _isFirstVersion = Directory.Exists($"{Root}/cpu");

    /// <param name="process">Its id.</param>
    /// <param name="cores">Such as 0.25.</param>
    public ProcessorShare(int process, double cores)
    {
        _directory = Directory.CreateDirectory($"{(_isFirstVersion ? $"{Root}/cpu" : Root)}/jobvite-bench-{process}").FullName;
        var quota = string.Create(CultureInfo.InvariantCulture, $"{cores * PeriodMicroseconds:0}");
        if (_isFirstVersion)
        {
            Write("cpu.cfs_period_us", $"{PeriodMicroseconds}");
            Write("cpu.cfs_quota_us", quota);
        }
        else
        {
            Write("cpu.max", $"{quota} {PeriodMicroseconds}");
        }

        Write("cgroup.procs", $"{process}");
    }

    /// <summary>The process is as free as this program again.</summary>
    public void Dispose()
    {
        foreach (var process in File.ReadAllLines(Path.Combine(_directory, "cgroup.procs")))
        {
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(_directory)!, "cgroup.procs"), process);
        }

        Directory.Delete(_directory);
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_directory, file), text);
}
