using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Layout;

namespace Jobvite.WebFrontend.Console.Operators;

/// <summary>Words and colours for how a company stands.</summary>
internal static class Standing
{
    public static string ToneOf(CompanyHealth health) => health switch
    {
        CompanyHealth.Well => "ok",
        CompanyHealth.Late or CompanyHealth.Impaired => "warn",
        CompanyHealth.Failing => "bad",
        _ => "quiet",
    };

    public static string ToneOf(RunStatus status) => status switch
    {
        RunStatus.Success => "ok",
        RunStatus.Partial => "warn",
        RunStatus.Failed => "bad",
        RunStatus.Cancelled => "quiet",
        _ => "busy",
    };

    /// <summary>What is wrong with a kind, or how long its last run took.</summary>
    public static string? Words(KindStanding kind) => kind.Trouble switch
    {
        RunTrouble.Credentials => "credentials refused",
        RunTrouble.JobviteAway => "Jobvite not answering, or asking to wait",
        RunTrouble.Budget => "no requests left",
        RunTrouble.BadAnswer => "answer not understood",
        RunTrouble.BadRecords => "some records unreadable",
        RunTrouble.DeletionWithheld => "deletion withheld",
        RunTrouble.Other => "see the company's own pages",
        _ => kind.LastDuration is { } took ? $"took {Spoken.Length(took)}" : null,
    };

    /// <summary>The window that is nearest to its end.</summary>
    public static string Spent(BudgetUsage? budget)
    {
        if (budget is null || budget.Windows.IsEmpty)
        {
            return "None yet";
        }

        var tightest = budget.Windows.MaxBy(window => (double)window.Used / Math.Max(1, window.Limit))!;
        var name = tightest.Window switch
        {
            BudgetWindow.Minute => "this minute",
            BudgetWindow.Hour => "this hour",
            _ => "today",
        };
        return $"{Spoken.Count(tightest.Used)} of {Spoken.Count(tightest.Limit)} {name}";
    }
}
