using Jobvite.Grains.Endpoints;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Tests.Endpoints;

public sealed class EndpointRulesTests
{
    private static readonly EndpointOptions Options = new() { AllowedHosts = "hooks.internal, 127.0.0.1:8080, [::1]:9090" };

    [Theory]
    [InlineData("https://example.com/hooks?a=b")]
    [InlineData("https://example.com:8443/")]
    [InlineData("http://hooks.internal/")]
    [InlineData("http://HOOKS.internal:8000/x")]
    [InlineData("http://127.0.0.1:8080/")]
    [InlineData("http://[::1]:9090/")]
    public void A_url_that_may_be_used_is_taken(string url) => Assert.Null(EndpointRules.OfUrl(url, Options));

    [Theory]
    [InlineData("hooks", "must be a URL")]
    [InlineData("/hooks", "must")]
    [InlineData("https://", "must be a URL")]
    [InlineData("https:///hooks", "must")]
    [InlineData("https://exa mple.com/", "must be a URL")]
    [InlineData("ftp://example.com/", "must begin with https://, not ftp:")]
    [InlineData("file:///etc/passwd", "must begin with https://, not file:")]
    [InlineData("http://example.com/", "must begin with https://")]
    [InlineData("https://user:pw@example.com/", "must not carry a user name or password")]
    [InlineData("https://example.com/#part", "must not have a fragment")]
    [InlineData("https://localhost/", "public internet")]
    [InlineData("https://a.localhost./", "public internet")]
    [InlineData("https://127.0.0.1/", "public internet")]
    [InlineData("https://127.1/", "public internet")]
    [InlineData("https://2130706433/", "public internet")]
    [InlineData("https://0x7f000001/", "public internet")]
    [InlineData("https://0x7f.0.0.1/", "public internet")]
    [InlineData("https://0177.0.0.1/", "public internet")]
    [InlineData("https://017700000001/", "public internet")]
    [InlineData("https://169.254.169.254/latest/meta-data/", "public internet")]
    [InlineData("https://2852039166/", "public internet")]
    [InlineData("https://0xa9fea9fe/", "public internet")]
    [InlineData("https://[::1]/", "public internet")]
    [InlineData("https://[::ffff:127.0.0.1]/", "public internet")]
    [InlineData("https://[::ffff:7f00:1]/", "public internet")]
    [InlineData("https://[fd00:ec2::254]/", "public internet")]
    [InlineData("https://[64:ff9b::7f00:1]/", "public internet")]
    [InlineData("https://[2002:7f00:1::]/", "public internet")]
    [InlineData("https://10.0.0.1/", "public internet")]
    public void A_url_that_may_not_be_used_is_refused_with_the_reason(string url, string reason) =>
        Assert.Contains(reason, EndpointRules.OfUrl(url, Options), StringComparison.Ordinal);

    [Fact]
    public void A_url_of_3000_characters_is_refused() =>
        Assert.Equal("must have at most 2000 characters.", EndpointRules.OfUrl($"https://example.com/{new string('a', 3000)}", Options));

    [Fact]
    public void Types_that_do_not_exist_are_named_with_those_that_do()
    {
        var errors = EndpointRules.Check(new EndpointSettings { Url = "https://example.com/", Types = ["job.*", "job.exploded"] }, isNew: true, Options);
        Assert.Contains("'job.exploded' does not exist. There are: job.created,", errors["types"], StringComparison.Ordinal);
        Assert.Contains("endpoint.disabled", errors["types"], StringComparison.Ordinal);
    }

    [Fact]
    public void Every_wrong_field_is_named_at_once()
    {
        var errors = EndpointRules.Check(new EndpointSettings { Description = new string('d', 201), MaxPerSecond = 0, Payload = (EndpointPayload)7 }, isNew: true, Options);
        Assert.Equal(["description", "maxPerSecond", "payload", "url"], errors.Keys.Order());
        Assert.Empty(EndpointRules.Check(new EndpointSettings(), isNew: false, Options));
    }

    [Theory]
    [InlineData("http://hooks.internal")]
    [InlineData("hooks.internal/path")]
    [InlineData("user@hooks.internal")]
    [InlineData("hooks.internal:99999")]
    public void A_wrong_entry_of_the_allowed_hosts_is_named(string entry) => Assert.Contains(
        $"'{entry}' is neither", Assert.Single(new EndpointOptions { AllowedHosts = $"good.internal,{entry}" }.Validate(null!)).ErrorMessage, StringComparison.Ordinal);

    [Theory]
    [InlineData("application.*", "application.stageChanged")]
    [InlineData("*", null)]
    [InlineData("job.created", "job.created")]
    public void Patterns_mean_types(string pattern, string? among)
    {
        var types = EndpointTypes.Of([pattern]);
        Assert.Equal(among is null, types.IsEmpty);
        Assert.True(among is null || types.Contains(among));
    }
}
