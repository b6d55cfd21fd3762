using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend.Console.Overview;

/// <summary>Something that is not in order, and the way to repair it.</summary>
/// <param name="Tone">bad or warn.</param>
/// <param name="Title">What is wrong.</param>
/// <param name="Detail">Why, and what follows from it.</param>
public sealed record OpenProblem(string Tone, string Title, string Detail)
{
    /// <summary>Where it is repaired or looked at.</summary>
    public (string Text, string Path)? Link { get; init; }

    /// <summary>When it began; null for what has no beginning.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>A run of this kind may repair it.</summary>
    public SyncKind? Sync { get; init; }
}
