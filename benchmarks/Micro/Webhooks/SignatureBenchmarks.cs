using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Jobvite.Client;

namespace Jobvite.Benchmarks.Micro.Webhooks;

/// <summary>What every webhook costs before anything is stored.</summary>
[MemoryDiagnoser]
public class SignatureBenchmarks
{
    private const string Key = "k7Qm2vX9pL4sR8tW";
    private static readonly byte[] Body =
        """{"eventType":"workflowUpdate","candidateId":"pAb12Cd3","applicationId":"qAb12Cd3","jobId":"oAb12Cd3","date":1750000000000}"""u8.ToArray();

    private readonly string _signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Key), Body));

    [Benchmark]
    public bool Verify() => WebhookSignature.Verify(Body, _signature, Key);

    [Benchmark]
    public WebhookEvent? Parse() => WebhookEvent.TryParse(Body, out var webhook, out _) ? webhook : null;
}
