namespace Jobvite.WebFrontend;

internal sealed partial class FrontKeyRing
{
    [LoggerMessage(1, LogLevel.Warning, "The keys of the console's cookies could not be read from the cluster ({Reason}); those that are known go on")]
    private partial void KeysNotRead(string reason);
}
