using Jobvite.Grains.Budget;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Refreshes;

/// <summary>
/// How far apart refreshes of one company and kind are kept. One read serves every event that came before it, so where requests are
/// scarce it is wiser to let events gather; at rest there is nothing to wait for.
/// </summary>
internal static class GatherRule
{
    /// <summary>No refresh is put off for longer on account of the budget.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <summary>No burst is waited for longer than this.</summary>
    public static readonly TimeSpan LongestBurst = TimeSpan.FromSeconds(15);

    /// <summary>However plentiful requests are: to read a list and compare it takes as much processor time as some hundred webhooks.</summary>
    public static readonly TimeSpan ShortestBurst = TimeSpan.FromSeconds(1);

    /// <summary>A burst is waited for as long as so many requests are worth. With one, refreshes were a fifth of what a storm cost (measured).</summary>
    private const double RequestsOfBurst = 3;

    /// <summary>Up to this share of an hour or a day refreshes spend as they please.</summary>
    private const double Plenty = 0.5;

    /// <summary>The same of a minute, which is full again soon: ten single webhooks in it are applied at once.</summary>
    private const double PlentyOfMinute = 0.75;

    /// <summary>With the window nearly gone, refreshes go at half the speed that would use it up.</summary>
    private const double Slowest = 2;

    /// <summary>
    /// The pause after a refresh that cost <paramref name="requests"/>: none while there is plenty in every window, then longer the less is
    /// left, so that refreshes alone come to rest near four fifths of a window and the remainder is there for people and runs.
    /// </summary>
    public static TimeSpan PauseAfter(int requests, SyncKind kind, BudgetUsage usage)
    {
        var pause = usage.Windows
            .Where(w => Concerns(w.Window, kind) && w.Limit > 0)
            .Select(w => LengthOf(w.Window) * Math.Max(1, requests) * (Slowest * Scarcity(w) / BudgetPolicy.CeilingOf(w.Window, BudgetPriority.Webhook, w.Limit)))
            .DefaultIfEmpty(TimeSpan.Zero)
            .Max();
        return pause < LongestPause ? pause : LongestPause;
    }

    /// <summary>
    /// How long a burst may be waited for until it is over: as long as three requests are worth, which is 12 s at 15 a minute.
    /// </summary>
    public static TimeSpan WaitForBurst(BudgetUsage usage)
    {
        var limit = usage.Windows.FirstOrDefault(w => w.Window == BudgetWindow.Minute)?.Limit ?? 0;
        var worth = LengthOf(BudgetWindow.Minute) * RequestsOfBurst / Math.Max(1, limit);
        return worth < ShortestBurst ? ShortestBurst : worth < LongestBurst ? worth : LongestBurst;
    }

    /// <summary>0 while there is plenty, 1 when all that webhooks may use is gone.</summary>
    private static double Scarcity(BudgetWindowUsage window)
    {
        var plenty = window.Window == BudgetWindow.Minute ? PlentyOfMinute : Plenty;
        var share = (double)window.Used / BudgetPolicy.CeilingOf(window.Window, BudgetPriority.Webhook, window.Limit);
        return Math.Clamp((share - plenty) / (1 - plenty), 0, 1);
    }

    private static bool Concerns(BudgetWindow window, SyncKind kind) => window switch
    {
        BudgetWindow.Minute or BudgetWindow.Hour => true,
        BudgetWindow.CandidateDay => kind == SyncKind.Candidates,
        BudgetWindow.RequisitionDay => kind == SyncKind.Jobs,
        _ => false,
    };

    private static TimeSpan LengthOf(BudgetWindow window) => window switch
    {
        BudgetWindow.Minute => TimeSpan.FromMinutes(1),
        BudgetWindow.Hour => TimeSpan.FromHours(1),
        _ => TimeSpan.FromDays(1),
    };
}
