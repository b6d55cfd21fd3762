using System.Globalization;

namespace Jobvite.Sandbox;

/// <summary>What every API request passes before its route: counting, latency, faults, credentials, permissions, limits.</summary>
internal sealed class ApiGate(CompanyDirectory companies)
{
    public async Task PassAsync(HttpContext http, RequestDelegate next)
    {
        var company = companies.Of(http.Request);
        var endpoint = Known(http, company)?.Endpoint;
        company.Requests.Arrived(endpoint);
        http.Response.Headers.SetCookie = "JSESSIONID=_remove_; Path=/; HttpOnly";

        var faults = company.Faults.Take(endpoint);
        var fault = faults.FirstOrDefault(static each => each.Kind != FaultKind.Latency);
        if (faults.Count > 0)
        {
            company.Requests.Faulted();
        }

        await WaitAsync(company, faults, http.RequestAborted);
        var exchange = new Exchange(http, company, endpoint, fault);
        http.Features.Set(exchange);
        if (fault is not null && await FaultyAnswer.TrySendAsync(exchange, fault))
        {
            return;
        }

        await AdmitAsync(exchange, next);
    }

    private static async Task AdmitAsync(Exchange exchange, RequestDelegate next)
    {
        var company = exchange.Company;
        if (exchange.Endpoint is not { } endpoint)
        {
            await exchange.RefuseAsync(StatusCodes.Status404NotFound, "Invalid URL Cannot find API.");
        }
        else if (!new CredentialCheck(company).Allows(exchange.Http.Request, endpoint))
        {
            await exchange.RefuseCredentialsAsync();
        }
        else if (company.Windows.Take(company.Limits, endpoint) is { } wait)
        {
            company.Requests.Throttled();
            if (company.Limits.SendRetryAfter)
            {
                exchange.Http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            }

            await exchange.RefuseAsync(StatusCodes.Status429TooManyRequests, "Too many requests. Try again later.");
        }
        else
        {
            await next(exchange.Http);
        }
    }

    private static async Task WaitAsync(SandboxCompany company, IReadOnlyList<SandboxFault> faults, CancellationToken cancelled)
    {
        var wait = company.Latency;
        foreach (var late in faults.Where(static fault => fault.Kind == FaultKind.Latency))
        {
            wait += late.Delay ?? TimeSpan.FromSeconds(5);
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, company.Time, cancelled);
        }
    }

    private static EndpointMark? Known(HttpContext http, SandboxCompany company) =>
        http.GetEndpoint()?.Metadata.GetMetadata<EndpointMark>() is { } mark && (mark.Plural ?? company.Quirks.PluralOnboarding) == company.Quirks.PluralOnboarding
            ? mark
            : null;
}
