using Jobvite.Client;
using Jobvite.Grains.Health;

namespace Jobvite.Grains.Connections;

/// <summary>Makes an activation's link to its company.</summary>
internal sealed class CompanyLinkFactory(
    IGrainFactory grains, ConnectionOpener opener, IJobviteClientFactory clients, ContactRecorder contacts, TimeProvider time)
{
    public CompanyLink Create(string companyId) => new(companyId, grains, opener, clients, time, contacts);
}
