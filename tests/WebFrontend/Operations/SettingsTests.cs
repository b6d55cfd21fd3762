using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend.Tests;

public sealed class SettingsTests
{
    [Theory]
    [InlineData(null, "not set")]
    [InlineData("   ", "not set")]
    [InlineData("kT9x2LmQ7vB4nR8sW1yZ5cF0gH3jP6d", "32 bytes")]
    [InlineData("secretsecretsecretsecretsecretsecret", "guessed")]
    [InlineData("this-is-my-super-SECRET-key-for-jwt-0123", "guessed")]
    [InlineData("changeme-changeme-changeme-9182736450", "guessed")]
    [InlineData("Ch4ng3-me? no: CHANGE_ME_PLEASE_9182736450", "guessed")]
    [InlineData("your-256-bit-s3cr3t-kT9x2LmQ7vB4nR8s", "guessed")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "guessed")]
    [InlineData("abababababababababababababababababababab", "guessed")]
    [InlineData("kT9x2LmQ7vB4kT9x2LmQ7vB4kT9x2LmQ7vB4kT9x", "guessed")]
    [InlineData("12345678901234567890123456789012", "guessed")]
    public async Task A_key_that_can_be_guessed_stops_the_start_and_the_message_says_what_to_do(string? key, string says)
    {
        var stopped = await StartFails(new() { [JwtSettings.SecretKeyVariable] = key });

        Assert.Contains("JWT_SECRET_KEY", stopped.Message, StringComparison.Ordinal);
        Assert.Contains(says, stopped.Message, StringComparison.Ordinal);
        Assert.Contains("openssl rand -base64 48", stopped.Message, StringComparison.Ordinal);
        if (!string.IsNullOrWhiteSpace(key))
        {
            Assert.DoesNotContain(key, stopped.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("pZ6mQw3x+Rk1vN8tYb0uJf5cLs2eHd7gAi9oXq4W=")]
    [InlineData("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    [InlineData("jobvite-secret-key-9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822c")]
    public void A_random_key_will_do(string key) => Assert.Null(JwtSettingsValidator.WeaknessOf(key));

    [Theory]
    [InlineData("Frontend:RequestsPerSecond", "0", "Frontend__RequestsPerSecond")]
    [InlineData("Frontend:RequestBurst", "-1", "Frontend__RequestBurst")]
    [InlineData("Frontend:RequestsAtOnce", "0", "Frontend__RequestsAtOnce")]
    [InlineData("Frontend:MaxConnections", "5", "Frontend__MaxConnections")]
    [InlineData("Frontend:RequestTimeoutSeconds", "9999", "Frontend__RequestTimeoutSeconds")]
    [InlineData("Frontend:PublicBaseUrl", "jobvite", "Frontend__PublicBaseUrl")]
    [InlineData("Frontend:TrustedProxies", "proxy.local", "Frontend__TrustedProxies")]
    [InlineData("Frontend:SessionHours", "0", "Frontend__SessionHours")]
    [InlineData("Frontend:StreamsAtOnce", "0", "Frontend__StreamsAtOnce")]
    [InlineData("Frontend:SessionHours", "many", "Set it to a whole number")]
    [InlineData("Frontend:SessionHours", "", "Frontend__SessionHours")]
    [InlineData("Frontend:RequireCompanyClaim", "perhaps", "Frontend__RequireCompanyClaim cannot be read. Set it to true or false")]
    [InlineData("Metrics:Port", "many", "Metrics__Port cannot be read")]
    [InlineData("Jwt:AllowOwnKey", "perhaps", "Jwt__AllowOwnKey")]
    [InlineData("Jwt:Authorities:0:MaxTokenHours", "long", "Jwt__Authorities__0__MaxTokenHours cannot be read")]
    [InlineData("Jwt:ClientParameters", "audience", "Jwt__ClientParameters")]
    [InlineData("Jwt:ClientParameters", "prompt=login;redirect_uri=https://elsewhere.example.com", "Jwt__ClientParameters")]
    [InlineData("Metrics:Port", "70000", "Metrics__Port")]
    [InlineData("Jwt:Authority", "login", "Jwt__Authority")]
    [InlineData("Jwt:Authority", "http://login.example.com", "Jwt__Authority")]
    [InlineData("Jwt:Authority", "https://login.example.com", "Jwt__Audience")]
    [InlineData("Jwt:ClientId", "console", "Jwt__Authority")]
    [InlineData("Jwt:ClientSecret", "something", "Jwt__ClientId")]
    public async Task A_setting_that_cannot_be_used_stops_the_start_and_is_named(string setting, string value, string variable)
    {
        var stopped = await StartFails(new() { [setting] = value });

        Assert.Contains(variable, stopped.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Jwt__Authorities__0__Name", "Authorities:0:Name=")]
    [InlineData("Jwt__Authorities__0__Name", "Authorities:0:Name=two words")]
    [InlineData("Jwt__Authorities__0__Authority", "Authorities:0:Authority=")]
    [InlineData("Jwt__Authorities__0__Authority", "Authorities:0:Authority=http://login.example.com")]
    [InlineData("Jwt__Authorities__0__Audience", "Authorities:0:Audience=")]
    [InlineData("Jwt__Authorities__0__TenantPrefix", "Authorities:0:TenantPrefix=")]
    [InlineData("Jwt__Authorities__0__TenantPrefix", "Authorities:0:Tenants=acme")]
    [InlineData("Jwt__Authorities__1__Tenants", "Authorities:1:Tenants=globex,acme:hq", "Authorities:1:TenantPrefix=")]
    [InlineData("Jwt__Authorities__1__Tenants", "Authorities:1:Tenants=globex,*", "Authorities:1:TenantPrefix=")]
    [InlineData("Jwt__Authorities__1__TenantPrefix", "Authorities:1:TenantPrefix=acme:hq:")]
    [InlineData("Jwt__Authorities__1__Name", "Authorities:1:Name=ACME")]
    [InlineData("Jwt__Authorities__1__Authority", "Authorities:1:Authority=https://acme.example.com/")]
    [InlineData("Jwt__Authorities__1__ClientId", "Authorities:1:ClientSecret=secret")]
    [InlineData("Jwt__Authorities__1__MaxTokenHours", "Authorities:1:MaxTokenHours=0")]
    [InlineData("Jwt__Authorities__1__RoleClaim", "Authorities:1:RoleClaim=/")]
    [InlineData("Jwt__Issuer", "AllowOwnKey=true")]
    [InlineData("Jwt__Issuer", "AllowOwnKey=true", "Issuer=https://acme.example.com")]
    [InlineData("Jwt__ScopePrefix", "ScopePrefix=api://jobvite /")]
    public async Task Several_authorities_that_cannot_be_told_apart_stop_the_start(string variable, params string[] changes)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Jwt:Authority"] = "https://login.example.com",
            ["Jwt:Audience"] = "jobvite",
            ["Jwt:Authorities:0:Name"] = "acme",
            ["Jwt:Authorities:0:Authority"] = "https://acme.example.com",
            ["Jwt:Authorities:0:Audience"] = "jobvite",
            ["Jwt:Authorities:0:TenantPrefix"] = "acme:",
            ["Jwt:Authorities:1:Name"] = "globex",
            ["Jwt:Authorities:1:Authority"] = "https://globex.example.com",
            ["Jwt:Authorities:1:Audience"] = "jobvite",
            ["Jwt:Authorities:1:TenantPrefix"] = "globex:",
        };
        await using (var right = new FrontHost(settings))
        {
            await right.InitializeAsync();
        }

        foreach (var change in changes.Select(one => one.Split('=', 2)))
        {
            settings["Jwt:" + change[0]] = change[1];
        }

        Assert.Contains(variable, (await StartFails(settings)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("short", false)]
    public async Task Our_own_key_beside_an_authority_must_be_a_good_one(string? key, bool starts)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Jwt:Authority"] = "https://login.example.com",
            ["Jwt:Audience"] = "jobvite",
            ["Jwt:Issuer"] = "https://app.example.com",
            ["Jwt:AllowOwnKey"] = "true",
            [JwtSettings.SecretKeyVariable] = key ?? FrontHost.Key,
        };
        if (starts)
        {
            await using var host = new FrontHost(settings);
            await host.InitializeAsync();
            return;
        }

        Assert.Contains(JwtSettings.SecretKeyVariable, (await StartFails(settings)).Message, StringComparison.Ordinal);
    }

    private static async Task<OptionsValidationException> StartFails(Dictionary<string, string?> settings)
    {
        await using var host = new FrontHost(settings);
        return await Assert.ThrowsAsync<OptionsValidationException>(async () => await host.InitializeAsync());
    }
}
