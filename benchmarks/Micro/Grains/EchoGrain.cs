using Orleans.Concurrency;

namespace Jobvite.Benchmarks.Micro.Grains;

[Reentrant]
internal sealed class EchoGrain : Grain, IEchoGrain
{
    public Task<int> Echo(byte[] body) => Task.FromResult(body.Length);
}
