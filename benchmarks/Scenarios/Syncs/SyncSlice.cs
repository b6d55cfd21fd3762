namespace Jobvite.Benchmarks.Syncs;

/// <summary>One sync and the COPY of the same rows after it.</summary>
/// <param name="Entries">That Jobvite's list has.</param>
/// <param name="Seconds">Of the run.</param>
/// <param name="CopySeconds">Of the baseline.</param>
/// <param name="Requests">For candidates.</param>
/// <param name="Growth">Bytes that the peak of the working set was above what it was before.</param>
/// <param name="Cpu">Seconds of the service.</param>
/// <param name="PostgresCpu">Seconds of PostgreSQL.</param>
/// <param name="CopyCpu">Seconds of the baseline, its own and PostgreSQL's.</param>
/// <param name="Database">What PostgreSQL did.</param>
internal sealed record SyncSlice(int Entries, double Seconds, double CopySeconds, long Requests, long Growth, double Cpu, double PostgresCpu, double CopyCpu, DatabaseWork Database);
