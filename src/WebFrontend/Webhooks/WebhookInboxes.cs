using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>
/// Finds the inbox of a company. To make a reference is to look up the interface's attributes by reflection, which was a twelfth of what
/// a webhook cost here (measured); so those that were used last are kept. Thread-safe.
/// </summary>
/// <param name="grains">Makes references.</param>
/// <param name="places">How many are kept. Two companies that meet in one place take turns; made-up ids push others out at worst.</param>
internal sealed class WebhookInboxes(IGrainFactory grains, int places = 4096)
{
    private readonly Inbox?[] _inboxes = new Inbox?[places];

    /// <summary>Null when no company can have this id.</summary>
    public IWebhookInboxGrain? Find(string companyId)
    {
        ref var place = ref _inboxes[(uint)string.GetHashCode(companyId, StringComparison.Ordinal) % (uint)_inboxes.Length];
        if (Volatile.Read(ref place) is { } known && known.CompanyId == companyId)
        {
            return known.Grain;
        }

        if (!CompanyKey.TryCreate(companyId, out var company))
        {
            return null;
        }

        var grain = grains.GetGrain<IWebhookInboxGrain>(company.ToString());
        Volatile.Write(ref place, new Inbox(companyId, grain));
        return grain;
    }

    private sealed record Inbox(string CompanyId, IWebhookInboxGrain Grain);
}
