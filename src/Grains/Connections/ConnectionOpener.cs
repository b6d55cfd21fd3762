using System.Collections.Immutable;
using Jobvite.Client;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Secrets;
using Microsoft.Extensions.Options;

namespace Jobvite.Grains.Connections;

/// <summary>Turns a company's protected connection into what the Jobvite client needs, in the silo that calls Jobvite.</summary>
internal sealed class ConnectionOpener(SecretProtector protector, IOptions<JobviteEndpointsOptions> endpoints)
{
    /// <summary>Opens the secrets.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A secret cannot be opened with the keys at hand.</exception>
    public JobviteConnection Open(CompanyConnection connection) => Build(
        connection,
        field => connection.ProtectedSecrets.TryGetValue(field, out var value) ? protector.Unprotect(connection.CompanyId, field, value) : null);

    /// <summary>The company's grain lives in a process that has other addresses of Jobvite set than this one: the operator changes them silo by silo.</summary>
    public bool IsElsewhere(CompanyConnection connection) =>
        connection.Addresses is { } noted && noted != JobviteEndpointsOptions.AddressesOf(endpoints.Value.SourceOf(connection.Environment == JobviteEnvironment.Prod));

    /// <summary>The same from secrets that are not stored yet.</summary>
    public JobviteConnection Build(CompanyConnection connection, Func<string, string?> secret)
    {
        var production = connection.Environment == JobviteEnvironment.Prod;
        var password = secret(SecretField.ServiceAccountPassword);
        return new JobviteConnection
        {
            // Of one circuit breaker each; no key of a budget.
            CompanyTag = BudgetKey.Of(CompanyKey.Of(connection.CompanyId), connection.Environment),
            V2BaseUrl = new Uri(production ? endpoints.Value.V2Prod : endpoints.Value.V2Stage),
            OnboardingBaseUrl = new Uri(production ? endpoints.Value.OnboardingProd : endpoints.Value.OnboardingStage),
            ApiKey = secret(SecretField.ApiKey) ?? string.Empty,
            ApiSecret = secret(SecretField.ApiSecret) ?? string.Empty,
            AuthScheme = connection.AuthScheme == JobviteAuthScheme.Headers ? AuthScheme.PlainHeaders : AuthScheme.Hmac,
            ServiceAccount = connection.ServiceAccountUsername is { } user && password is not null ? new ServiceAccount(user, password) : null,
            JobvitePublicKey = connection.JobvitePublicRsaKey,
            OurPrivateKeys = new[] { secret(SecretField.PrivateRsaKey), secret(SecretField.PreviousPrivateRsaKey) }
                .OfType<string>()
                .ToImmutableArray(),
            PluralOnboardingPaths = connection.PluralOnboardingPaths,
            KeepEeoData = connection.Settings.StoreEeoData,
            Excluded = ExcludedFields.Of(connection.Settings.ExcludedFields),
        };
    }
}
