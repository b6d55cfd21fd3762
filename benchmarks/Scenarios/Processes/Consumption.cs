using System.Globalization;

namespace Jobvite.Benchmarks.Processes;

/// <summary>What processes have used, as Linux counts it.</summary>
internal static class Consumption
{
    private const double TicksPerSecond = 100;

    /// <summary>Seconds of processor time, in user and kernel, of the processes and of those of their children that have ended.</summary>
    public static double CpuSeconds(IEnumerable<int> processes) => processes.Sum(static id =>
    {
        var fields = Stat(id);
        return fields.Length == 0 ? 0 : (Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14])) / TicksPerSecond;
    });

    /// <summary>The process and everything that it has started.</summary>
    public static IReadOnlyList<int> WithChildren(int parent) =>
    [
        parent,
        .. Directory.EnumerateDirectories("/proc")
            .Select(static path => int.TryParse(Path.GetFileName(path), out var id) ? id : 0)
            .Where(id => id > 0 && Stat(id) is { Length: > 1 } fields && (int)Number(fields[1]) == parent),
    ];

    /// <summary>Resident bytes now.</summary>
    public static long Resident(IEnumerable<int> processes) => processes.Sum(static id => Kilobytes(id, "VmRSS:") * 1024);

    /// <summary>The most resident bytes since <see cref="ForgetPeak"/>, added up over the processes.</summary>
    public static long PeakResident(IEnumerable<int> processes) => processes.Sum(static id => Kilobytes(id, "VmHWM:") * 1024);

    /// <summary>Open files, sockets and the like.</summary>
    public static int Handles(IEnumerable<int> processes) => processes.Sum(static id => Directory.EnumerateFileSystemEntries($"/proc/{id}/fd").Count());

    public static void ForgetPeak(IEnumerable<int> processes)
    {
        foreach (var id in processes)
        {
            File.WriteAllText($"/proc/{id}/clear_refs", "5");
        }
    }

    private static long Kilobytes(int id, string name) => File.ReadLines($"/proc/{id}/status")
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(static line => Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^2]))
        .FirstOrDefault();

    /// <summary>The fields behind the name, which may hold anything and ends at the last bracket: state, parent, …; empty for a process that is gone.</summary>
    private static string[] Stat(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
