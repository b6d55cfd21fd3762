using System.Collections.Concurrent;

namespace Jobvite.Grains.Tests.Cluster;

/// <summary>Lets calls to chosen grains and methods happen, and loses their answer once.</summary>
internal sealed class LostAnswers : IOutgoingGrainCallFilter
{
    private readonly ConcurrentDictionary<(string Key, string Method), bool> _lost = new();

    public void Lose(string grainKey, string method) => _lost[(grainKey, method)] = true;

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        await context.Invoke();
        if (_lost.TryRemove((context.TargetId.Key.ToString()!, context.MethodName), out _))
        {
            throw new TimeoutException("The answer was lost.");
        }
    }
}
