using Jobvite.Storage;

namespace Jobvite.Grains.Sync;

/// <summary>Whether a full run may mark as deleted what it did not see.</summary>
internal static class DeletionRule
{
    /// <summary>Up to this many records may vanish from one full run to the next without a question.</summary>
    public const int Harmless = 20;

    /// <summary>More than <see cref="Harmless"/>, and more than this share of what was there: looks like a fault, not like a clean-up.</summary>
    public const double LargeShare = 0.3;

    private const string Withheld = "Nothing was deleted: ";

    /// <summary>Null when deletion may go on, else the sentence that the run shows.</summary>
    /// <param name="count">What the run found.</param>
    /// <param name="confirmed">A person started this run right after one that withheld deletion for the same reason.</param>
    public static string? FindObjection(UnseenCount count, bool confirmed) =>
        confirmed || (count.Unseen <= Harmless && !IsEverything(count)) || count.Unseen <= count.Live * LargeShare
            ? null
            : $"{Withheld}{count.Unseen} of {count.Live} records were missing at Jobvite, which looks like a fault. If they were really removed there, start a full sync by hand to confirm.";

    /// <summary>An empty list looks like a fault however small the company is; a single record may well be the last to go.</summary>
    private static bool IsEverything(UnseenCount count) => count.Live > 1 && count.Unseen == count.Live;

    /// <summary>Whether a former run ended with such an objection.</summary>
    public static bool WasWithheld(string? error) => error?.StartsWith(Withheld, StringComparison.Ordinal) == true;
}
