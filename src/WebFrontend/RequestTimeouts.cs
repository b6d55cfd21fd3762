using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend;

/// <summary>How long a caller is kept waiting before it is told that there is no answer.</summary>
internal sealed class RequestTimeouts(IOptions<FrontendSettings> settings) : IConfigureOptions<RequestTimeoutOptions>
{
    public void Configure(RequestTimeoutOptions options)
    {
        options.DefaultPolicy = After(settings.Value.RequestTimeoutSeconds);
        options.AddPolicy(TenantEndpoints.JobviteTimeout, After(settings.Value.JobviteTimeoutSeconds));
    }

    private static RequestTimeoutPolicy After(int seconds) => new()
    {
        Timeout = TimeSpan.FromSeconds(seconds),
        TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
        WriteTimeoutResponse = http => Problem.Unavailable("The answer took too long. Try again after the time in Retry-After.").ExecuteAsync(http),
    };
}
