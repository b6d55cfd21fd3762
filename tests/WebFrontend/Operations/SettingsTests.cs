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

    private static async Task<OptionsValidationException> StartFails(Dictionary<string, string?> settings)
    {
        await using var host = new FrontHost(settings);
        return await Assert.ThrowsAsync<OptionsValidationException>(async () => await host.InitializeAsync());
    }
}
