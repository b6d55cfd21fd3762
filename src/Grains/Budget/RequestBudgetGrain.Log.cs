using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Budget;

internal sealed partial class RequestBudgetGrain
{
    [LoggerMessage(LogLevel.Warning, "Jobvite asked to wait {Wait}; nothing is sent with this key until then")]
    private partial void LogThrottled(TimeSpan wait);

    [LoggerMessage(LogLevel.Error, "The request budget could not be saved, so {Count} request(s) were not granted")]
    private partial void LogSaveFailed(Exception exception, int count);

    [LoggerMessage(LogLevel.Error, "The stored request budget cannot be read (damaged, or from a newer version); it starts again after {Pause}")]
    private partial void LogStateUnreadable(TimeSpan pause);

    [LoggerMessage(LogLevel.Warning, "Somebody else has spent from this request budget since it was read, as may be after a silo was lost; {Count} request(s) wait again")]
    private partial void LogOvertaken(int count);
}
