using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Jobvite.Client;

/// <summary>Puts the credentials on a request, in headers only: Jobvite refuses them in the address since April 2024 (official).</summary>
internal static class RequestSigner
{
    public static void Sign(HttpRequestMessage request, JobviteConnection connection, bool onboarding, TimeProvider time)
    {
        var headers = request.Headers;
        if (onboarding && connection.ServiceAccount is { } account)
        {
            var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.Username}:{account.Password}"));
            headers.TryAddWithoutValidation("Authorization", "Basic " + basic);
        }
        else if (connection.AuthScheme == AuthScheme.PlainHeaders)
        {
            headers.TryAddWithoutValidation("x-jvi-api", connection.ApiKey);
            headers.TryAddWithoutValidation("x-jvi-sc", connection.ApiSecret);
        }
        else
        {
            var epoch = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            headers.TryAddWithoutValidation("X-JVI-API", connection.ApiKey);
            headers.TryAddWithoutValidation("X-JVI-EPOCH", epoch);
            headers.TryAddWithoutValidation("X-JVI-SIGN", Signature(connection.ApiKey, connection.ApiSecret, epoch));
        }
    }

    public static string Signature(string apiKey, string apiSecret, string epoch)
        => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(apiSecret), Encoding.UTF8.GetBytes($"{apiKey}|{epoch}")));

    /// <summary>What is wrong with the credentials themselves, before anything is sent; null when they can be put on a request.</summary>
    public static string? FindProblem(JobviteConnection connection, bool onboarding)
    {
        if (onboarding && connection.ServiceAccount is { } account)
        {
            return string.IsNullOrWhiteSpace(account.Username) || string.IsNullOrEmpty(account.Password)
                ? "The service account has no user name or no password."
                : account.Username.Contains(':', StringComparison.Ordinal) ? "The service account's user name contains a colon." : null;
        }

        if (string.IsNullOrWhiteSpace(connection.ApiKey) || string.IsNullOrWhiteSpace(connection.ApiSecret))
        {
            return "The API key or the API secret is empty.";
        }

        if (!IsHeaderText(connection.ApiKey))
        {
            return "The API key contains a space or a character that no HTTP header can carry.";
        }

        return connection.AuthScheme == AuthScheme.PlainHeaders && !IsHeaderText(connection.ApiSecret)
            ? "The API secret contains a space or a character that no HTTP header can carry."
            : null;
    }

    private static bool IsHeaderText(string text) => !text.AsSpan().ContainsAnyExceptInRange('!', '~');
}
