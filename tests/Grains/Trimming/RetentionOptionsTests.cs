using Jobvite.Grains.Trimming;
using Jobvite.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Jobvite.Grains.Tests.Trimming;

public class RetentionOptionsTests
{
    [Theory]
    [InlineData("Events", "-1")]
    [InlineData("DeadEvents", "01:00:00")]
    [InlineData("Runs", "3651")]
    [InlineData("Audit", "23:59:59")]
    public void A_time_that_is_too_short_or_too_long_is_refused_by_the_name_of_its_variable(string name, string value)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Bind(name, value));

        Assert.Contains($"Set Jobvite__Retention__{name} to a number of days from 1 to 3650", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("7.00:00:00", 7)]
    [InlineData("1", 1)]
    [InlineData("3650", 3650)]
    public void A_plain_number_is_days(string value, int days) =>
        Assert.Equal(TimeSpan.FromDays(days), Bind("Events", value).Of(History.SettledEvents));

    [Fact]
    public void Zero_keeps_for_ever() => Assert.Null(Bind("Audit", "0").Of(History.AuditEntries));

    [Fact]
    public void Everything_has_an_age_unless_set_otherwise() =>
        Assert.Equal([30, 90, 30, 365, 365, 2, 90, 90, 90], Enum.GetValues<History>().Select(history => new RetentionOptions().Of(history)!.Value.Days));

    private static RetentionOptions Bind(string name, string value)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [$"Jobvite:Retention:{name}"] = value })
            .Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddTrimming().BuildServiceProvider();
        return services.GetRequiredService<IOptions<RetentionOptions>>().Value;
    }
}
