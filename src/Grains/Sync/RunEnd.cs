using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Sync;

/// <summary>How a run ended.</summary>
/// <param name="Status">The final status.</param>
/// <param name="Error">One sentence; null when nothing is wrong.</param>
/// <param name="Complete">Everything that was asked for was read, bad records apart: the run may serve as a watermark.</param>
internal sealed record RunEnd(RunStatus Status, string? Error, bool Complete);
