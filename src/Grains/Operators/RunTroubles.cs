using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Operators;

/// <summary>
/// Sorts the error of a run by the words that this program itself wrote. Operators run the cluster for many companies: they learn what
/// sort of trouble a company has, not what Jobvite said about its records.
/// </summary>
internal static class RunTroubles
{
    private const string Quote = "Jobvite says:";

    private static readonly (string Words, RunTrouble Trouble)[] Sorts =
    [
        // First: between good pages a refusal is Jobvite's trouble, not that of the settings.
        ("of the same run", RunTrouble.BadAnswer),
        ("refused the credentials", RunTrouble.Credentials),
        ("asked for a login", RunTrouble.Credentials),
        ("stored credentials", RunTrouble.Credentials),
        ("Nothing was deleted", RunTrouble.DeletionWithheld),
        ("records could not be read", RunTrouble.BadRecords),
        ("is used up", RunTrouble.Budget),
        ("are waiting", RunTrouble.Budget),
        ("asked to wait", RunTrouble.JobviteAway),
        ("there were too many", RunTrouble.JobviteAway),
        ("did not reach", RunTrouble.BadAnswer),
        ("answered with", RunTrouble.BadAnswer),
        ("rejected the request", RunTrouble.BadAnswer),
        ("no such record", RunTrouble.BadAnswer),
        ("kept sending", RunTrouble.BadAnswer),
        ("there are more records", RunTrouble.BadAnswer),
        // Last: the client words every way of being away as something that the endpoint did or failed to do.
        ("Jobvite's job endpoint", RunTrouble.JobviteAway),
        ("Jobvite's candidate endpoint", RunTrouble.JobviteAway),
        ("Jobvite's onboarding endpoint", RunTrouble.JobviteAway),
    ];

    /// <summary>Null when the run has no error.</summary>
    public static RunTrouble? Of(string? error)
    {
        if (string.IsNullOrEmpty(error))
        {
            return null;
        }

        var quote = error.IndexOf(Quote, StringComparison.Ordinal);
        var ours = quote < 0 ? error : error[..quote];
        return Sorts.Where(sort => ours.Contains(sort.Words, StringComparison.Ordinal)).Select(sort => sort.Trouble).FirstOrDefault(RunTrouble.Other);
    }
}
