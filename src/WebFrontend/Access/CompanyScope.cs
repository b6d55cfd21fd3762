using System.Reflection;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>
/// The calling tenant's company. A handler that takes this parameter cannot run for a tenant without one, and has no other way
/// to a company's grains than through it.
/// </summary>
internal sealed record CompanyScope(TenantGrains Grains, CompanyKey Company, Caller Caller)
{
    public ITenantGrain Tenant => Grains.Tenant(Company);

    public IRecordReaderGrain Records => Grains.Records(Company);

    /// <exception cref="RequestRefusedException">404: the tenant has no company.</exception>
    public static async ValueTask<CompanyScope?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        await Find(context) ?? throw new RequestRefusedException(Problem.NotConnected());

    /// <summary>Null when the tenant has no company.</summary>
    public static async ValueTask<CompanyScope?> Find(HttpContext context)
    {
        var tenant = TenantScope.Of(context);
        return await tenant.FindCompany() is { } company
            ? new(context.RequestServices.GetRequiredService<TenantGrains>(), company, tenant.Caller)
            : null;
    }
}
