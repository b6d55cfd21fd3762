namespace Jobvite.Storage;

/// <summary>How far a trim has come: nothing up to here is looked at again, whether it was removed or spared.</summary>
/// <param name="At">The age of the last row that was looked at, as <see cref="History"/> defines it.</param>
/// <param name="Id">Its id, for rows of the same moment.</param>
public sealed record TrimMark(DateTimeOffset At, Guid Id);
