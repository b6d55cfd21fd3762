using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>How a run ended.</summary>
/// <param name="Status">The final status.</param>
/// <param name="Error">One sentence; null when nothing is wrong.</param>
/// <param name="Complete">
/// Everything that was asked for was read, bad records apart: unless the run had a limit, it serves as a watermark (see <see cref="KindHistory"/>).
/// </param>
public sealed record RunEnd(RunStatus Status, string? Error, bool Complete)
{
    /// <summary>
    /// Everything stored was compared with the whole list: what was missing is marked as deleted, or <see cref="Withheld"/> says how much
    /// is not. A deletion that was withheld before is settled by this.
    /// </summary>
    public bool Compared { get; init; }

    /// <summary>So much was missing that it was not believed; remembered until a later run has compared everything again.</summary>
    public UnseenCount? Withheld { get; init; }
}
