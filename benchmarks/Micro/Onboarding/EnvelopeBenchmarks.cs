using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using Jobvite.Client;

namespace Jobvite.Benchmarks.Micro.Onboarding;

/// <summary>The wrapping of onboarding requests and answers; an answer has some 100 KB.</summary>
[MemoryDiagnoser]
public class EnvelopeBenchmarks : IDisposable
{
    private static readonly byte[] Json = Encoding.UTF8.GetBytes($$"""{"processes":["{{new string('x', 100_000)}}"]}""");

    private readonly RSA _key = RSA.Create(2048);
    private byte[] _envelope = [];

    [GlobalSetup]
    public void Prepare() => _envelope = OnboardingEnvelope.Seal(Json, _key);

    [Benchmark]
    public byte[] Seal() => OnboardingEnvelope.Seal(Json, _key);

    [Benchmark]
    public byte[] Open() => OnboardingEnvelope.Open(_envelope, [_key]);

    public void Dispose()
    {
        _key.Dispose();
        GC.SuppressFinalize(this);
    }
}
