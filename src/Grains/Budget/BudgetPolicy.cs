using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Budget;

/// <summary>
/// How far each priority may draw a window down. The last share of a scarce window is kept for those who go first: a full run that
/// takes everything would make a person wait for a minute and a webhook for the rest of the day.
/// <code>
/// of the limit      Person  Webhook  Incremental  Full  Background
/// minute              100 %    94 %         90 %  87 %        50 %     (of 15: 15, 14, 13, 13, 7)
/// hour                100 %    97 %         93 %  88 %        50 %     (of 850: 850, 824, 790, 748, 425)
/// day                 100 %    98 %         90 %  80 %        50 %     (of 500: 500, 490, 450, 400, 250)
/// </code>
/// Trials are served last, go as far as a full run, and are counted apart besides: see <see cref="ShareOfTrials"/>.
/// Everybody may take at least one request of an unused window, so that a limit of 1 starves nobody.
/// </summary>
internal static class BudgetPolicy
{
    /// <summary>The share of a window in per cent; never grows from a higher priority to a lower one.</summary>
    public static int PercentOf(BudgetWindow window, BudgetPriority priority) => (window, priority) switch
    {
        (_, BudgetPriority.Person) => 100,
        (_, BudgetPriority.Background) => 50,
        (BudgetWindow.Minute, BudgetPriority.Webhook) => 94,
        (BudgetWindow.Minute, BudgetPriority.Incremental) => 90,
        (BudgetWindow.Minute, BudgetPriority.Full or BudgetPriority.Trial) => 87,
        (BudgetWindow.Hour, BudgetPriority.Webhook) => 97,
        (BudgetWindow.Hour, BudgetPriority.Incremental) => 93,
        (BudgetWindow.Hour, BudgetPriority.Full or BudgetPriority.Trial) => 88,
        (BudgetWindow.CandidateDay or BudgetWindow.RequisitionDay, BudgetPriority.Webhook) => 98,
        (BudgetWindow.CandidateDay or BudgetWindow.RequisitionDay, BudgetPriority.Incremental) => 90,
        (BudgetWindow.CandidateDay or BudgetWindow.RequisitionDay, BudgetPriority.Full or BudgetPriority.Trial) => 80,
        _ => throw new ArgumentOutOfRangeException(nameof(window), (window, priority), "No share is defined."),
    };

    /// <summary>A request of <paramref name="priority"/> may be granted while fewer than this many are spent; 1 to <paramref name="limit"/>.</summary>
    public static int CeilingOf(BudgetWindow window, BudgetPriority priority, int limit) =>
        (int)Math.Max(1, (long)limit * PercentOf(window, priority) / 100);

    /// <summary>
    /// How many of an API key's requests trials may take, whoever makes them: 40 % of a minute, a quarter of an hour and of a day. The rest is its
    /// owner's whatever strangers try.
    /// </summary>
    public static RequestBudgetOptions ShareOfTrials(RequestBudgetOptions limits) => new()
    {
        PerMinute = Share(limits.PerMinute, 40),
        PerHour = Share(limits.PerHour, 25),
        CandidatesPerDay = Share(limits.CandidatesPerDay, 25),
        RequisitionsPerDay = Share(limits.RequisitionsPerDay, 25),
    };

    /// <summary>What one tenant may spend on trials, with whatever keys.</summary>
    public static RequestBudgetOptions TrialsOfTenant(RequestBudgetOptions limits) => new()
    {
        PerMinute = limits.TrialsPerMinute,
        PerHour = limits.TrialsPerHour,
        CandidatesPerDay = int.MaxValue,
        RequisitionsPerDay = int.MaxValue,
    };

    private static int Share(int limit, int percent) => (int)Math.Max(1, (long)limit * percent / 100);
}
