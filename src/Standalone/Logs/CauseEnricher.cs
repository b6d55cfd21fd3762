using Jobvite.Storage;
using Serilog.Core;
using Serilog.Events;

namespace Jobvite.Standalone.Logs;

/// <summary>
/// Adds what the database says to a line of the terminal, for it is what the person there can act on: a full disk, for instance.
/// Other exceptions stay in the log file.
/// </summary>
internal sealed class CauseEnricher : ILogEventEnricher
{
    public const string Property = "Cause";

    public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
    {
        for (var exception = logEvent.Exception; exception is not null; exception = exception.InnerException)
        {
            if (exception is StorageUnavailableException)
            {
                logEvent.AddPropertyIfAbsent(propertyFactory.CreateProperty(Property, " " + exception.Message));
                return;
            }
        }
    }
}
