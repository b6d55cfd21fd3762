using System.ComponentModel.DataAnnotations;
using Jobvite.Storage;

namespace Jobvite.Grains.Trimming;

/// <summary>How long what has happened is kept. Zero keeps it for ever; less than a day would take from people what they are looking at.</summary>
internal sealed class RetentionOptions : IValidatableObject
{
    public const string Section = "Jobvite:Retention";

    private static readonly TimeSpan Shortest = TimeSpan.FromDays(1);
    /// <summary>No window of a budget is longer than a Pacific day; one more, for clocks.</summary>
    private static readonly TimeSpan IdleBudgets = TimeSpan.FromDays(2);

    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>Processed and rejected webhooks.</summary>
    public TimeSpan Events { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Webhooks that failed permanently. Longer: somebody should see them, and by then the syncs have long made up for them.</summary>
    public TimeSpan DeadEvents { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Ended runs.</summary>
    public TimeSpan Runs { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The audit trail. Long: who saw what is asked months later. It names people of the customer.</summary>
    public TimeSpan Audit { get; set; } = TimeSpan.FromDays(365);

    /// <summary>What was seen to change of candidates. Long: it answers what happened to somebody this year, and holds no data of the person.</summary>
    public TimeSpan Changes { get; set; } = TimeSpan.FromDays(365);

    /// <summary>What was sent to endpoints: deliveries that came to their end, and attempts.</summary>
    public TimeSpan Deliveries { get; set; } = TimeSpan.FromDays(90);

    /// <summary>
    /// Records that are gone at Jobvite: after that, ids and times are left of them. A company may choose less, never more.
    /// </summary>
    public TimeSpan DeletedRecords { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The most days that a company may choose.</summary>
    public int MostDeletedRecordsDays => DeletedRecords == TimeSpan.Zero ? Longest.Days : Math.Max(1, (int)DeletedRecords.TotalDays);

    /// <summary>Null when it is kept for ever.</summary>
    public TimeSpan? Of(History history)
    {
        var keep = history switch
        {
            History.SettledEvents => Events,
            History.DeadEvents => DeadEvents,
            History.EndedRuns => Runs,
            History.AuditEntries => Audit,
            History.CandidateChanges => Changes,
            History.IdleBudgets => IdleBudgets,
            History.Deliveries or History.DeliveryAttempts or History.DeliverySpans => Deliveries,
            _ => throw new ArgumentOutOfRangeException(nameof(history), history, "Unknown history."),
        };
        return keep == TimeSpan.Zero ? null : keep;
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        new[] { (nameof(Events), Events, 30), (nameof(DeadEvents), DeadEvents, 90), (nameof(Runs), Runs, 30), (nameof(Audit), Audit, 365), (nameof(Changes), Changes, 365), (nameof(Deliveries), Deliveries, 90), (nameof(DeletedRecords), DeletedRecords, 30) }
            .Where(setting => setting.Item2 != TimeSpan.Zero && (setting.Item2 < Shortest || setting.Item2 > Longest))
            .Select(setting => new ValidationResult(
                $"Set Jobvite__Retention__{setting.Item1} to a number of days from 1 to {Longest.Days} (default {setting.Item3}), or to 0 to keep them for ever.",
                [setting.Item1]));
}
