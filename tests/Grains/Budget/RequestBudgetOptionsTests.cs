using Jobvite.Grains.Budget;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Jobvite.Grains.Tests.Budget;

public class RequestBudgetOptionsTests
{
    [Fact]
    public void The_defaults_are_the_documented_limits()
    {
        var limits = Bind([]);

        Assert.Equal((15, 850, 20_000, 500), (limits.PerMinute, limits.PerHour, limits.CandidatesPerDay, limits.RequisitionsPerDay));
    }

    [Fact]
    public void Every_limit_can_be_set()
    {
        var limits = Bind(new() { ["PerMinute"] = "1", ["PerHour"] = "2", ["CandidatesPerDay"] = "3", ["RequisitionsPerDay"] = "4" });

        Assert.Equal((1, 2, 3, 4), (limits.PerMinute, limits.PerHour, limits.CandidatesPerDay, limits.RequisitionsPerDay));
    }

    [Theory]
    [InlineData("PerMinute", "0")]
    [InlineData("PerMinute", "100001")]
    [InlineData("PerHour", "-1")]
    [InlineData("CandidatesPerDay", "0")]
    [InlineData("RequisitionsPerDay", "2000000000")]
    public void A_limit_out_of_range_is_refused_by_the_name_of_its_variable(string name, string value)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Bind(new() { [name] = value }));

        Assert.Contains($"Jobvite__RequestBudget__{name}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_that_is_no_number_is_refused_by_name()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Bind(new() { ["PerMinute"] = "many" }));

        Assert.Contains("Jobvite:RequestBudget:PerMinute", exception.Message, StringComparison.Ordinal);
    }

    private static RequestBudgetOptions Bind(Dictionary<string, string?> values)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.ToDictionary(v => $"Jobvite:RequestBudget:{v.Key}", v => v.Value))
            .Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddBudget().BuildServiceProvider();
        return services.GetRequiredService<IOptions<RequestBudgetOptions>>().Value;
    }
}
