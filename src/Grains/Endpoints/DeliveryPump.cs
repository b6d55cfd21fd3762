using System.Security.Cryptography;
using Jobvite.Storage;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Endpoints;

/// <summary>
/// Delivers to one endpoint for as long as there is something to deliver: what is due again, then what is new in the feed, then what somebody
/// wants sent again, a round at a time. What became of a round is noted in one transaction with the endpoint's place in the feed, so a
/// silo that dies sends a round again with the same ids, and nothing is lost.
/// </summary>
internal sealed partial class DeliveryPump(EndpointKey key, DeliveryServices services, Random random, ILogger logger) : IDisposable
{
    /// <summary>A round that takes longer is noted as far as it has come.</summary>
    private static readonly TimeSpan LongestRound = TimeSpan.FromSeconds(2);

    /// <summary>How long it waits for more before it ends.</summary>
    private static readonly TimeSpan Lingers = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _breaking = new();
    private readonly SemaphoreSlim _hints = new(0);

    /// <summary>Ends when there is nothing to do, the endpoint was changed, or it was told to.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>Off the activation's turns: nothing here touches the grain.</summary>
    public void Start() => Running = Task.Run(Run);

    /// <summary>There is something new.</summary>
    public void Hint()
    {
        if (_hints.CurrentCount == 0)
        {
            _hints.Release();
        }
    }

    /// <summary>Begins nothing more, and breaks off after a while what is under way.</summary>
    public async Task Stop(TimeSpan patience)
    {
        await _ending.CancelAsync();
        _breaking.CancelAfter(patience);
        await Running;
    }

    /// <summary>Once it has ended.</summary>
    public void Dispose()
    {
        _ending.Dispose();
        _breaking.Dispose();
        _hints.Dispose();
    }

    private async Task Run()
    {
        try
        {
            if (await services.Deliveries.Take(key.CompanyId, key.Id, _ending.Token) is not { } endpoint)
            {
                return;
            }

            var hold = new EndpointHold(key.CompanyId, key.Id, endpoint.Epoch);
            var line = new WaitingLine(await services.Deliveries.ReadWaiting(hold, _ending.Token));
            var pace = new SendPace(endpoint.MaxPerSecond, services.Time);
            while (!_ending.IsCancellationRequested && endpoint is { Enabled: true })
            {
                var work = new DeliveryWork(endpoint, hold, line, services);
                if (await work.Next(_ending.Token) is { } step)
                {
                    if (!await Do(endpoint, hold, line, pace, step))
                    {
                        return;
                    }
                }
                else if (!await _hints.WaitAsync(Lingers, _ending.Token))
                {
                    return;
                }

                endpoint = await services.Deliveries.Load(hold, _ending.Token);
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // The activation goes away, or the endpoint changes: whoever comes next goes on from what is noted.
        }
        catch (CryptographicException exception)
        {
            LogUnreadable(exception, key.Id);
        }
        catch (Exception exception)
        {
            LogBrokeOff(exception, key.Id);
        }
    }

    /// <summary>False when somebody else holds the endpoint.</summary>
    private async Task<bool> Do(StoredEndpoint endpoint, EndpointHold hold, WaitingLine line, SendPace pace, DeliveryStep step)
    {
        var (url, signers) = (new Uri(endpoint.Url), services.Secrets.SignersOf(endpoint));
        var started = services.Time.GetTimestamp();
        var outcome = new RoundOutcome(endpoint, services, random);
        var round = new DeliveryRound(step.Items, step.Held, Send, outcome.Settle, IsOver);
        await round.Run(PauseRule.AtOnce(endpoint.Standing));
        var batch = outcome.Conclude(hold, line, step, round.Taken);
        if (!await services.Deliveries.Commit(batch, CancellationToken.None))
        {
            return false;
        }

        outcome.Count();
        return true;

        bool IsOver() => _ending.IsCancellationRequested || outcome.Stops || services.Time.GetElapsedTime(started) > LongestRound;

        async Task<SendResult?> Send(RoundItem item)
        {
            try
            {
                await pace.Wait(_breaking.Token);
                return await services.Sender.Send(new DeliveryRequest(url, item.Placed.Item.Id, item.Body, signers, outcome.Standing.Failures > 0), _breaking.Token);
            }
            catch (OperationCanceledException) when (_breaking.IsCancellationRequested)
            {
                return null;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Nothing can be sent to endpoint {Endpoint}: its secret cannot be read with the keys that this service has. Its owner can rotate it.")]
    private partial void LogUnreadable(Exception exception, Guid endpoint);

    [LoggerMessage(Level = LogLevel.Error, Message = "Deliveries to endpoint {Endpoint} broke off; they go on within seconds.")]
    private partial void LogBrokeOff(Exception exception, Guid endpoint);
}

/// <summary>What delivering needs.</summary>
internal sealed record DeliveryServices(
    IDeliveryStore Deliveries, IChangeFeed Feed, DeliveryBodies Bodies, WebhookSender Sender, EndpointSecrets Secrets, GrainsInstruments Instruments, TimeProvider Time);
