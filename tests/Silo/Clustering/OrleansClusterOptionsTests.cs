using Jobvite.Silo.Clustering;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Jobvite.Silo.Tests.Clustering;

public sealed class OrleansClusterOptionsTests
{
    [Fact]
    public void Unset_ports_are_left_open()
    {
        var options = From();

        Assert.Null(options.SiloPort);
        Assert.Null(options.GatewayPort);
    }

    [Fact]
    public void Set_ports_are_taken() => Assert.Equal(11112, From(("SiloPort", "11112")).SiloPort);

    [Theory]
    [InlineData("SiloPort", "0", "Orleans__SiloPort")]
    [InlineData("SiloPort", "65536", "Orleans__SiloPort")]
    [InlineData("GatewayPort", "many", "Orleans__GatewayPort")]
    [InlineData("ClusterId", "a/b", "Orleans__ClusterId")]
    [InlineData("ServiceId", "", "Orleans__ServiceId")]
    public void A_bad_value_is_refused_by_the_name_of_its_variable(string name, string value, string variable)
    {
        var refusal = Assert.Throws<OptionsValidationException>(() => From((name, value)));

        Assert.Contains(variable, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_ports_are_refused() =>
        Assert.Throws<OptionsValidationException>(() => From(("SiloPort", "11111"), ("GatewayPort", "11111")));

    [Fact]
    public void Free_ports_differ()
    {
        var ports = SiloPorts.FindFree(20);

        Assert.Equal(20, ports.Distinct().Count());
    }

    private static OrleansClusterOptions From(params (string Name, string Value)[] settings) =>
        OrleansClusterOptions.From(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>($"Orleans:{setting.Name}", setting.Value)))
            .Build());
}
