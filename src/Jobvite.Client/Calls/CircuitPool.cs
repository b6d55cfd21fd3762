using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;

namespace Jobvite.Client;

/// <summary>One circuit breaker per company and host, in a bounded number: a company that is down must not be hammered,
/// and must not stop the others.</summary>
internal sealed class CircuitPool(IOptions<JobviteClientOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Tag, string Host), Circuit> _circuits = new();
    private readonly Lock _trimming = new();

    public int Count => _circuits.Count;

    public ResiliencePipeline<Attempt> For(string tag, string host)
    {
        var circuit = _circuits.GetOrAdd((tag, host), static (_, pool) => new Circuit(pool.Build()), this);
        circuit.LastUsed = time.GetTimestamp();
        if (_circuits.Count > options.Value.MaxCircuits)
        {
            Trim();
        }

        return circuit.Pipeline;
    }

    // Forgetting a circuit closes it; a tenth at a time, so that trimming is rare.
    private void Trim()
    {
        lock (_trimming)
        {
            var most = options.Value.MaxCircuits;
            if (_circuits.Count <= most)
            {
                return;
            }

            var keep = most - (most / 10);
            foreach (var (key, _) in _circuits.OrderBy(static entry => entry.Value.LastUsed).Take(_circuits.Count - keep).ToList())
            {
                _circuits.TryRemove(key, out _);
            }
        }
    }

    private ResiliencePipeline<Attempt> Build() => new ResiliencePipelineBuilder<Attempt> { TimeProvider = time }
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions<Attempt>
        {
            FailureRatio = options.Value.CircuitFailureRatio,
            MinimumThroughput = options.Value.CircuitMinimumThroughput,
            SamplingDuration = options.Value.CircuitSamplingDuration,
            BreakDuration = options.Value.CircuitBreakDuration,
            ShouldHandle = static args => ValueTask.FromResult(args.Outcome.Result is { Outage: true }),
        })
        .Build();

    private sealed class Circuit(ResiliencePipeline<Attempt> pipeline)
    {
        public ResiliencePipeline<Attempt> Pipeline { get; } = pipeline;

        public long LastUsed { get; set; }
    }
}
