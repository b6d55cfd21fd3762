using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Webhooks;
using Jobvite.Storage;

namespace Jobvite.Grains.Refreshes;

/// <summary>
/// What a refresh loop remembers while Jobvite, or the way to it, is in trouble: events wait, and one record at a time is tried to see
/// whether it is over. Lives as long as the activation; without it the next attempt finds out anew.
/// </summary>
internal sealed class Outage(SyncKind kind, WebhookOptions options, Random random)
{
    private readonly HashSet<string> _tried = new(StringComparer.Ordinal);
    private int _failures;

    public bool IsOn => _failures > 0;

    /// <summary>What is wrong, for a person.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Nothing is asked of Jobvite before.</summary>
    public DateTimeOffset NextProbeAt { get; private set; }

    /// <summary>Jobvite did not answer, once more.</summary>
    /// <param name="reason">For a person.</param>
    /// <param name="asked">For how long Jobvite wants to be left alone.</param>
    /// <param name="now">The present.</param>
    public void Failed(string reason, TimeSpan? asked, DateTimeOffset now)
    {
        _failures++;
        Reason = $"{reason} The event waits until that is over.";
        NextProbeAt = now + RetryRule.PauseBeforeProbe(_failures, kind, asked, options, random.NextDouble());
    }

    public void Over()
    {
        _failures = 0;
        _tried.Clear();
    }

    /// <summary>
    /// What to try: one after another, and first what has never failed; a record that is always bad must not pass for an outage that never
    /// ends.
    /// </summary>
    /// <param name="due">At least one.</param>
    public DueEvents Choose(IReadOnlyList<DueEvents> due)
    {
        var left = due.Where(e => !_tried.Contains(e.EntityId)).ToList();
        if (left.Count == 0)
        {
            _tried.Clear();
            left = [.. due];
        }

        var chosen = left.MinBy(e => e.Attempts)!;
        _tried.Add(chosen.EntityId);
        return chosen;
    }
}
