using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Webhooks;

/// <summary>
/// Tells a company's kind grains that there are due events: the first event at once, those that follow within <see cref="Gap"/> by one
/// more hint at its end. A lost hint costs a few seconds, until the sweeper comes by.
/// </summary>
internal sealed partial class RefreshHinter(string companyId, IGrainFactory grains, TimeProvider time, ILogger logger)
{
    public static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(100);

    private readonly HashSet<SyncKind> _resting = [];
    private readonly HashSet<SyncKind> _again = [];

    /// <summary>Hints, or remembers to. Called from one grain only.</summary>
    public void Hint(SyncKind kind)
    {
        if (_resting.Add(kind))
        {
            // Not awaited: the sender must not wait for a hint. It handles its own failures.
            _ = Send(kind);
        }
        else
        {
            _again.Add(kind);
        }
    }

    private async Task Send(SyncKind kind)
    {
        try
        {
            do
            {
                await grains.GetKindGrain(kind, companyId).Refresh();
                await Task.Delay(Gap, time);
            }
            while (_again.Remove(kind));
        }
        catch (Exception exception)
        {
            LogHintLost(exception, kind);
        }
        finally
        {
            _resting.Remove(kind);
            _again.Remove(kind);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A refresh of {Kind} could not be asked for; the sweeper will")]
    private partial void LogHintLost(Exception exception, SyncKind kind);
}
