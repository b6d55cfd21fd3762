using Microsoft.Extensions.Options;

namespace Jobvite.Client;

/// <summary>Makes clients. A client is cheap and holds no connection of its own: make one for each piece of work.</summary>
public interface IJobviteClientFactory
{
    /// <summary>A client for one company.</summary>
    /// <exception cref="ArgumentException">A base URL is not absolute, not HTTPS (see <see cref="JobviteClientOptions.AllowPlainHttp"/>),
    /// or carries credentials, a query or a fragment.</exception>
    IJobviteClient Create(JobviteConnection connection, IRequestGate gate);
}

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
