using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>The run that does what was asked for.</summary>
/// <param name="Run">The run.</param>
/// <param name="Joined">It was there before.</param>
/// <param name="Waits">It begins when the run under way has ended.</param>
public sealed record RunStart(SyncRun Run, bool Joined, bool Waits = false);
