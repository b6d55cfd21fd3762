using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;
using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend;

/// <summary>
/// Which company a token lets its tenant connect: the one in its claim <see cref="TenantAccess.CompanyClaim"/>, or any when it has none, unless the
/// operator requires one. That Jobvite accepts somebody's credentials shows that they are a customer of Jobvite's, not which one.
/// </summary>
internal static class NamedCompany
{
    /// <summary>The command with the company that it is about, which the token may bring.</summary>
    /// <exception cref="RequestRefusedException">403: the token does not allow this company. Says the same of every company.</exception>
    public static async ValueTask<ConfigureCompany> Require(HttpContext http, TenantScope tenant, ConfigureCompany command)
    {
        var named = http.User.FindAll(TenantAccess.CompanyClaim).Select(claim => claim.Value).ToArray();
        if (named.Length == 0)
        {
            return !IsRequired(http) || await tenant.FindCompany() is not null
                ? command
                : throw NamesNone();
        }

        var wanted = command.CompanyId ?? (await tenant.FindCompany())?.CompanyId ?? (named is [var only] ? only : null);
        return wanted is null || named.Contains(wanted, StringComparer.Ordinal)
            ? command with { CompanyId = wanted }
            : throw Refused($"The token allows another Jobvite company than this one; its claim {TenantAccess.CompanyClaim} names which.");
    }

    /// <summary>The companies that a token lets its tenant connect, for a link that does so later; none: any.</summary>
    /// <exception cref="RequestRefusedException">403: the token does not allow the company that the tenant has, or allows none at all.</exception>
    public static async ValueTask<ImmutableArray<string>> Named(HttpContext http, TenantScope tenant)
    {
        await Require(http, tenant, new ConfigureCompany());
        var named = http.User.FindAll(TenantAccess.CompanyClaim).Select(claim => claim.Value).ToArray();
        var companies = named.Where(id => CompanyKey.TryCreate(id, out _)).ToImmutableArray();
        return named.Length > 0 && companies.IsEmpty
            ? throw Refused($"The token's claim {TenantAccess.CompanyClaim} names no company that can exist, so it allows none.")
            : companies;
    }

    private static bool IsRequired(HttpContext http) => http.RequestServices.GetRequiredService<IOptions<FrontendSettings>>().Value.RequireCompanyClaim;

    private static RequestRefusedException NamesNone() =>
        Refused($"A company is connected here only with a token that names it in its claim {TenantAccess.CompanyClaim}, and this token names none. Ask whoever gives out the tokens.");

    private static RequestRefusedException Refused(string reason) => new(new Problem(StatusCodes.Status403Forbidden, reason));
}
