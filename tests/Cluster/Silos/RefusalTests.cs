using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Polly.Timeout;

namespace Jobvite.Cluster.Tests.Silos;

public sealed class RefusalTests(ThreeSilos silos) : IClassFixture<ThreeSilos>
{
    [Fact]
    public void A_grain_for_which_no_place_was_found_in_time_is_a_refusal_that_reaches_the_caller()
    {
        using var host = silos.Build("jobvite");
        var serializer = host.Services.GetRequiredService<Serializer>();
        var refusal = new OrleansException("No place was found.", new TimeoutException("too late", new TimeoutRejectedException("5 s")));

        var heard = serializer.Deserialize<Exception>(serializer.SerializeToArray<Exception>(refusal));

        Assert.IsType<OrleansException>(heard);
        Assert.Contains("5 s", heard.ToString(), StringComparison.Ordinal);
    }
}
