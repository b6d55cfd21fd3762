using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>The run that is under way, and whether it was so before.</summary>
public sealed record RunStart(SyncRun Run, bool Joined);
