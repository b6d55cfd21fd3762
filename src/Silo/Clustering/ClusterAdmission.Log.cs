namespace Jobvite.Silo.Clustering;

internal sealed partial class ClusterAdmission
{
    [LoggerMessage(1, LogLevel.Warning, "This machine's clock and the database's differ by {Difference}; synchronise both with a time server")]
    private partial void LogClockDiffers(TimeSpan difference);
}
