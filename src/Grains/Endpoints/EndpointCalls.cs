using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Endpoints;

/// <summary>Tells whoever delivers to an endpoint. Whoever cannot be reached finds what has changed when the next round is to be noted.</summary>
internal sealed partial class EndpointCalls(IGrainFactory grains, ILogger<EndpointCalls> logger)
{
    /// <inheritdoc cref="IEndpointDeliveryGrain.Halt"/>
    public Task Halt(string companyId, Guid endpointId, bool atOnce) => Tell(companyId, endpointId, grain => grain.Halt(atOnce));

    /// <inheritdoc cref="IEndpointDeliveryGrain.Wake"/>
    public Task Wake(string companyId, Guid endpointId) => Tell(companyId, endpointId, grain => grain.Wake());

    private async Task Tell(string companyId, Guid endpointId, Func<IEndpointDeliveryGrain, Task> call)
    {
        try
        {
            await call(grains.GetGrain<IEndpointDeliveryGrain>(EndpointGrainKey.Of(companyId, endpointId)));
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            LogNotTold(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An endpoint's deliveries could not be told of a change; they find it within seconds.")]
    private partial void LogNotTold(Exception exception);
}
