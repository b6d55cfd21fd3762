using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Jobvite.Client.Tests;

public sealed class AddJobviteClientTests
{
    [Fact]
    public void Bad_options_are_named()
    {
        var services = new ServiceCollection().AddLogging().AddJobviteClient(options => (options.MaxRetries, options.TotalTimeout) = (-1, TimeSpan.FromSeconds(1)));
        using var provider = services.BuildServiceProvider();
        var error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IStartupValidator>().Validate);
        Assert.Contains("MaxRetries", error.Message, StringComparison.Ordinal);
        Assert.Contains("TotalTimeout", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://api.jobvite.com/api/v2", "plain HTTP")]
    [InlineData("ftp://api.jobvite.com", "https://")]
    [InlineData("https://user:pass@api.jobvite.com/api/v2", "user name")]
    [InlineData("https://api.jobvite.com/api/v2?api=key", "query")]
    public void A_base_url_that_could_leak_the_key_is_refused(string url, string reason)
    {
        using var test = new ClientUnderTest();
        var error = Assert.Throws<ArgumentException>(() => test.Factory.Create(test.Connection with { V2BaseUrl = new Uri(url) }, RequestGate.Open));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pass", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5090/api/v2", false)]
    [InlineData("http://localhost/api/v2", false)]
    [InlineData("http://sandbox/api/v2", true)]
    public void Plain_http_is_for_loopback_or_by_an_explicit_switch(string url, bool allow)
    {
        using var test = new ClientUnderTest(options => options.AllowPlainHttp = allow);
        Assert.NotNull(test.Factory.Create(test.Connection with { V2BaseUrl = new Uri(url) }, RequestGate.Open));
    }
}
