using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>Finds the inbox of a company, in a path that anybody may have written. Thread-safe.</summary>
/// <param name="grains">Makes references.</param>
/// <param name="places">See <see cref="GrainReferences{TGrain}"/>.</param>
internal sealed class WebhookInboxes(IGrainFactory grains, int places = 4096)
{
    private readonly GrainReferences<IWebhookInboxGrain> _inboxes = new(
        companyId => CompanyKey.TryCreate(companyId, out var company) ? grains.GetGrain<IWebhookInboxGrain>(company.ToString()) : null,
        places);

    /// <summary>Null when no company can have this id.</summary>
    public IWebhookInboxGrain? Find(string companyId) => _inboxes.Find(companyId);
}
