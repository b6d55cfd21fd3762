using Jobvite.Grains.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Jobvite.Grains.Tests.Webhooks;

public class WebhookOptionsTests
{
    [Theory]
    [InlineData("MaxAttempts", "0")]
    [InlineData("FirstRetry", "00:00:00")]
    [InlineData("MaxRetry", "2.00:00:00")]
    [InlineData("QueuedEvents", "0")]
    [InlineData("QueuedMebibytes", "5000")]
    [InlineData("BatchSize", "-1")]
    [InlineData("RejectedPerMinute", "-1")]
    [InlineData("SweepInterval", "01:00:00")]
    [InlineData("UnattendedAfter", "00:00:01")]
    public void A_setting_out_of_range_is_refused_by_the_name_of_its_variable(string name, string value)
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Bind(new() { [name] = value }));

        Assert.Contains($"Set Jobvite__Webhooks__{name} to", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_longest_wait_is_not_shorter_than_the_first()
    {
        var exception = Assert.Throws<OptionsValidationException>(() => Bind(new() { ["FirstRetry"] = "00:10:00", ["MaxRetry"] = "00:01:00" }));

        Assert.Contains("Set Jobvite__Webhooks__MaxRetry to at least", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_set_is_used()
    {
        var options = Bind(new() { ["MaxAttempts"] = "3", ["FirstRetry"] = "00:00:02" });

        Assert.Equal((3, TimeSpan.FromSeconds(2), TimeSpan.FromHours(1)), (options.MaxAttempts, options.FirstRetry, options.MaxRetry));
    }

    private static WebhookOptions Bind(Dictionary<string, string?> values)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(values.ToDictionary(v => $"Jobvite:Webhooks:{v.Key}", v => v.Value))
            .Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddWebhooks().BuildServiceProvider();
        return services.GetRequiredService<IOptions<WebhookOptions>>().Value;
    }
}
