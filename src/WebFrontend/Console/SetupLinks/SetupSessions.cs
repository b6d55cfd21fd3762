using System.Collections.Concurrent;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend.Console.SetupLinks;

/// <summary>Which links are live, asked of the cluster every few seconds for each session that is in use. Thread-safe.</summary>
internal sealed class SetupSessions(ClusterGrains grains, TimeProvider time)
{
    /// <summary>So long this front may go on with a link that was revoked at another one.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(3);

    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<Guid, (Task<SetupLink?> Link, DateTimeOffset At)> _seen = new();

    /// <summary>The link; null when it has ended.</summary>
    public async Task<SetupLink?> Find(Guid id)
    {
        var now = time.GetUtcNow();
        if (!_seen.TryGetValue(id, out var seen) || now - seen.At >= Memory || seen.Link.IsFaulted || seen.Link.IsCanceled)
        {
            if (_seen.Count >= MostRemembered)
            {
                _seen.Clear();
            }

            seen = (grains.SetupDoor.Find(id), now);
            _seen[id] = seen;
        }

        return await seen.Link is { } link && link.IsLive(now) ? link : null;
    }

    /// <summary>A link was changed or revoked here: the next request asks anew.</summary>
    public void Forget(Guid id) => _seen.TryRemove(id, out _);
}
