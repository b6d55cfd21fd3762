using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Received webhooks as a whole, and several of them at once.</summary>
public interface IEventLog
{
    /// <summary>Two statements.</summary>
    /// <param name="companyId">Whose.</param>
    /// <param name="since">Lags are taken of events that came at this time or later.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<WebhookDigest> Digest(string companyId, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Due now, attempts from zero: those of the company that neither wait nor were rejected.</summary>
    /// <param name="companyId">Whose.</param>
    /// <param name="events">At most <see cref="WebhookReplay.MostChosen"/> are taken.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<WebhookReplay> ReplayChosen(string companyId, IReadOnlyList<Guid> events, CancellationToken cancellationToken);

    /// <summary>The same for failed and dead events of a cause, at most <see cref="WebhookReplay.MostOfCause"/>, the oldest first.</summary>
    /// <param name="companyId">Whose.</param>
    /// <param name="cause">See <see cref="WebhookCause.Sentence"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<WebhookReplay> ReplayCause(string companyId, string cause, CancellationToken cancellationToken);
}
