using System.Data.Common;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Records;

/// <summary>
/// Lets one documented exception cross a grain call when the database is away, whichever store or provider noticed it. The drivers'
/// own exceptions stay here, in the log: the front end does not know their types, and they may quote statements.
/// </summary>
internal sealed partial class StorageFailureFilter(ILogger<StorageFailureFilter> logger) : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (StorageUnavailableException exception)
        {
            LogUnavailable(exception, context.MethodName);
            throw new DataUnavailableException(exception.Message);
        }
        catch (DbException exception)
        {
            LogUnavailable(exception, context.MethodName);
            throw new DataUnavailableException("The database did not answer as it should. Try again in a few seconds.");
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method}: the database is not available.")]
    private partial void LogUnavailable(Exception exception, string method);
}
