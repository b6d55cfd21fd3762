using System.Xml.Linq;
using Jobvite.Grains.Interfaces;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Jobvite.WebFrontend;

/// <summary>
/// The keys of the console's cookies, the same for all front ends. The front sees no table, so they are kept by a grain. Data Protection
/// asks for keys without awaiting; therefore they are fetched before the first request is let in, and looked at again from time to time.
/// </summary>
internal sealed partial class FrontKeyRing(ClusterGrains grains, IServiceProvider services, TimeProvider time, ILogger<FrontKeyRing> logger) : BackgroundService, IXmlRepository
{
    private static readonly TimeSpan KeyLife = TimeSpan.FromDays(90);

    /// <summary>A new key is made so long before the last one ends, and used from <see cref="Notice"/> on: by then every front knows it.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(7);

    /// <summary>Longer than Data Protection's own memory of the ring (a day) and <see cref="LookAgain"/> together.</summary>
    private static readonly TimeSpan Notice = TimeSpan.FromDays(2);

    private static readonly TimeSpan LookAgain = TimeSpan.FromHours(1);
    private static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(1);

    private volatile FrontKeys _keys = new(0, []);
    private volatile XElement? _made;

    public IReadOnlyCollection<XElement> GetAllElements() => [.. _keys.Elements.Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) => _made = new(element);

    /// <summary>Ends when the keys are there; the host lets nobody in before that.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await Refresh();
                break;
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                // Also a call that the cluster cancelled. The client has not found its cluster yet, and says so itself.
                await Task.Delay(TryAgain, time, cancellationToken);
            }
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookAgain, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Refresh();
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it is: thrown on, it would stop the host.
                KeysNotRead(exception.GetType().Name);
            }
        }
    }

    /// <summary>Reads the ring, and adds a key when the last one is about to end.</summary>
    internal async Task Refresh()
    {
        var grain = grains.FrontKeyRing;
        _keys = await grain.GetKeys();
        var manager = services.GetRequiredService<IKeyManager>();
        while (NextKey(manager) is { } from)
        {
            // Hands the key to StoreElement. Somebody else's may be kept in its place; then that one is ours too.
            manager.CreateNewKey(from, from + KeyLife);
            _keys = await grain.AddKey(_made!.ToString(SaveOptions.DisableFormatting), _keys.Version);
        }
    }

    /// <summary>From when on a key is missing; null when none is.</summary>
    private DateTimeOffset? NextKey(IKeyManager manager)
    {
        var now = time.GetUtcNow();
        var good = manager.GetAllKeys().Where(key => !key.IsRevoked && key.ExpirationDate > now).ToList();
        return good.Any(key => key.ExpirationDate > now + Ahead) ? null
            : good.Any(key => key.ActivationDate <= now) ? now + Notice
            : now;
    }

    [LoggerMessage(1, LogLevel.Warning, "The keys of the console's cookies could not be read from the cluster ({Reason}); those that are known go on")]
    private partial void KeysNotRead(string reason);
}
