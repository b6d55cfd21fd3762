namespace Jobvite.Benchmarks.Micro.Grains;

/// <summary>A grain that does nothing: what is left is the call.</summary>
[Alias("jv.bench.echo")]
public interface IEchoGrain : IGrainWithStringKey
{
    [Alias("Echo")]
    Task<int> Echo(byte[] body);
}
