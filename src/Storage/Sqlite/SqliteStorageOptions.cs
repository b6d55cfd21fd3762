namespace Jobvite.Storage;

/// <summary>Where and how records are stored in SQLite.</summary>
public sealed class SqliteStorageOptions
{
    /// <summary>The database file. Its directory must exist; the file is made, readable by its owner alone, when it is missing.</summary>
    public string DatabasePath { get; set; } = "";

    /// <summary>How long a write waits for a lock that another process holds: 0–60 s, whole milliseconds.</summary>
    public TimeSpan LockTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many reads run at the same time: 1–64.</summary>
    public int MaxReaders { get; set; } = 8;

    /// <summary>Tests make a disk full with this.</summary>
    internal int? MaxPages { get; set; }

    /// <summary>Where calls run. A simulation, which lets nothing happen at the same time, has them run on its own thread.</summary>
    internal TaskScheduler Scheduler { get; set; } = TaskScheduler.Default;
}
