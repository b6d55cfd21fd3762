using Jobvite.Storage;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Trimming;

internal sealed partial class Trimmer
{
    [LoggerMessage(LogLevel.Information, "Removed {Count} rows of {History} from before {Before:u}")]
    private partial void LogTrimmed(long count, History history, DateTimeOffset before);

    [LoggerMessage(LogLevel.Error, "Old rows of {History} could not be removed; it is tried again in about ten minutes")]
    private partial void LogFailed(Exception exception, History history);
}
