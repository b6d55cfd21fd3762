using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Jobvite.Sandbox;

/// <summary>Decides whether a request may do what it asks.</summary>
internal sealed class CredentialCheck(SandboxCompany company)
{
    /// <summary>How far the caller's clock may be off.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>Query parameters that carried credentials until Jobvite stopped taking them there in April 2024.</summary>
    private static readonly string[] ForbiddenParameters = ["api", "sc", "secret", "apiKey", "apiSecret", "x-jvi-api", "x-jvi-sc", "x-jvi-sign"];

    private static readonly SandboxEndpoint[] Onboarding = [SandboxEndpoint.Process, SandboxEndpoint.Task, SandboxEndpoint.Milestone];

    public bool Allows(HttpRequest request, SandboxEndpoint endpoint) =>
        !ForbiddenParameters.Any(request.Query.ContainsKey)
        && company.Permissions.Allow(endpoint)
        && (IsServiceAccount(request, endpoint) || IsSigned(request) || IsPlain(request));

    private static bool Same(string given, string expected) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));

    private bool IsServiceAccount(HttpRequest request, SandboxEndpoint endpoint)
    {
        var header = request.Headers.Authorization.ToString();
        if (!company.Permissions.ServiceAccount || !Onboarding.Contains(endpoint) || !header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var credentials = company.Keys.Credentials;
        var expected = Encoding.UTF8.GetBytes($"{credentials.ServiceAccountUsername}:{credentials.ServiceAccountPassword}");
        return Same(header["Basic ".Length..].Trim(), Convert.ToBase64String(expected));
    }

    private bool IsSigned(HttpRequest request)
    {
        var epoch = request.Headers["X-JVI-EPOCH"].ToString();
        var signature = request.Headers["X-JVI-SIGN"].ToString();
        if (!company.Permissions.HmacHeaders || !IsKey(request)
            || !long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return false;
        }

        var credentials = company.Keys.Credentials;
        var message = Encoding.UTF8.GetBytes($"{credentials.ApiKey}|{epoch}");
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(credentials.ApiSecret), message);
        return Math.Abs(company.Time.GetUtcNow().ToUnixTimeSeconds() - (double)seconds) <= Skew.TotalSeconds
            && Same(signature, Convert.ToBase64String(expected));
    }

    private bool IsPlain(HttpRequest request) =>
        company.Permissions.PlainHeaders && IsKey(request) && Same(request.Headers["x-jvi-sc"].ToString(), company.Keys.Credentials.ApiSecret);

    private bool IsKey(HttpRequest request) => Same(request.Headers["x-jvi-api"].ToString(), company.Keys.Credentials.ApiKey);
}
