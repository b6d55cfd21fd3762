namespace Jobvite.Client;

/// <summary>Makes clients. A client is cheap and holds no connection of its own: make one for each piece of work.</summary>
public interface IJobviteClientFactory
{
    /// <summary>A client for one company.</summary>
    /// <exception cref="ArgumentException">A base URL is not absolute, not HTTPS (see <see cref="JobviteClientOptions.AllowPlainHttp"/>),
    /// or carries credentials, a query or a fragment.</exception>
    IJobviteClient Create(JobviteConnection connection, IRequestGate gate);
}
