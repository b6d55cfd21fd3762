using Jobvite.Storage;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Endpoints;

/// <inheritdoc cref="IEndpointDeliveryGrain"/>
internal sealed class EndpointDeliveryGrain(DeliveryServices services, ILogger<DeliveryPump> logger) : Grain, IEndpointDeliveryGrain, IDisposable
{
    /// <summary>Far longer than from one call of the waker to the next.</summary>
    private static readonly TimeSpan WhileWorking = TimeSpan.FromMinutes(10);

    /// <summary>What is under way may end within this.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private DeliveryPump? _pump;
    private bool _isLeaving;

    private EndpointKey Key => EndpointGrainKey.Read(this.GetPrimaryKeyString());

    public Task Wake()
    {
        if (_isLeaving)
        {
            return Task.CompletedTask;
        }

        if (_pump is { Running.IsCompleted: false })
        {
            _pump.Hint();
        }
        else
        {
            DelayDeactivation(WhileWorking);
            _pump?.Dispose();
            _pump = new DeliveryPump(Key, services, new Random(), logger);
            _pump.Start();
        }

        return Task.CompletedTask;
    }

    public Task Halt(bool atOnce) => Stop(atOnce ? TimeSpan.Zero : Patience);

    /// <summary>What was sent is noted; what was not is sent by the next activation.</summary>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _isLeaving = true;
        return Stop(Patience);
    }

    public void Dispose() => _pump?.Dispose();

    private async Task Stop(TimeSpan patience)
    {
        if (_pump is { } pump)
        {
            _pump = null;
            await pump.Stop(patience);
            pump.Dispose();
        }
    }
}
