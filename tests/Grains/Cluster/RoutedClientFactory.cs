using Jobvite.Client;

namespace Jobvite.Grains.Tests.Cluster;

/// <summary>Sends each company to its own sandbox, so that tests share a cluster and not a Jobvite.</summary>
internal sealed class RoutedClientFactory(IJobviteClientFactory inner, SandboxRoutes routes) : IJobviteClientFactory
{
    public IJobviteClient Create(JobviteConnection connection, IRequestGate gate)
    {
        // A key that no sandbox knows is sent to a closed port: Jobvite cannot be reached.
        var nowhere = new Uri("http://127.0.0.1:9/api/v2");
        var sandbox = routes.Find(connection.ApiKey);
        return inner.Create(
            connection with { V2BaseUrl = routes.V2BaseUrlOf(connection.ApiKey) ?? nowhere, OnboardingBaseUrl = sandbox?.OnboardingBaseUrl ?? nowhere },
            gate);
    }
}
