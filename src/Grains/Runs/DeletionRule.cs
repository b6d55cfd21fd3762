using Jobvite.Storage;

namespace Jobvite.Grains.Runs;

/// <summary>Whether a full run may mark as deleted what it did not see.</summary>
internal static class DeletionRule
{
    /// <summary>Up to this many records may vanish from one full run to the next without a question.</summary>
    public const int Harmless = 20;

    /// <summary>More than <see cref="Harmless"/>, and more than this share of what was there: looks like a fault, not like a clean-up.</summary>
    public const double LargeShare = 0.3;

    /// <summary>A confirmation covers what was withheld and this share more (or <see cref="Harmless"/>, whichever is more), since time goes on.</summary>
    private const double CoveredGrowth = 0.1;

    /// <summary>
    /// Null when deletion may go on, else the sentence that the run shows. What came from a former source is not part of the question: it
    /// is no loss of this one.
    /// </summary>
    /// <param name="count">What the run found.</param>
    /// <param name="confirmed">How many missing records a person confirmed with this run; null for none.</param>
    public static string? FindObjection(UnseenCount count, int? confirmed)
    {
        var (live, missing, _) = count.Own;
        if ((missing <= Harmless && !IsEverything(live, missing)) || missing <= live * LargeShare)
        {
            return null;
        }

        if (confirmed is { } expected && missing - expected <= Math.Max(Harmless, expected * CoveredGrowth))
        {
            return null;
        }

        var deleted = count.Former == 0 ? "Nothing was deleted" : "Nothing was deleted of what this source had";
        var more = confirmed is null ? "" : $", far more than the {confirmed} that were to be confirmed";
        return $"{deleted}: {missing} of {live} records were missing at Jobvite{more}, which looks like a fault. If they were really removed there, approve the deletion of this run, or start a full sync by hand to confirm.";
    }

    /// <summary>An empty list looks like a fault however small the company is; a single record may well be the last to go.</summary>
    private static bool IsEverything(int live, int missing) => live > 1 && missing == live;
}
