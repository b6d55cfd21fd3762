using Microsoft.Extensions.Options;

namespace Jobvite.Client;

internal sealed class JobviteClientFactory(WireCaller caller, IOptions<JobviteClientOptions> options, TimeProvider time) : IJobviteClientFactory
{
    public IJobviteClient Create(JobviteConnection connection, IRequestGate gate)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(gate);
        ArgumentException.ThrowIfNullOrEmpty(connection.CompanyTag);
        BaseUrl.Check(connection.V2BaseUrl, options.Value.AllowPlainHttp, nameof(connection.V2BaseUrl));
        BaseUrl.Check(connection.OnboardingBaseUrl, options.Value.AllowPlainHttp, nameof(connection.OnboardingBaseUrl));
        return new JobviteClient(caller, connection, gate, time);
    }
}
