using Jobvite.Grains.Health;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Grains.Tests.Health;

/// <summary>What the watch writes of a company: with ten thousand of them, it should be little.</summary>
[Collection(ClusterTests.Name)]
public sealed class HealthReaderTests(GrainCluster cluster)
{
    [Fact]
    public async Task Of_a_company_that_is_as_well_as_before_only_the_time_is_to_be_noted()
    {
        await using var company = await cluster.Connect();
        foreach (var kind in new[] { SyncKind.Jobs, SyncKind.Candidates })
        {
            await company.Sync(kind, SyncMode.Full);
        }

        var (reader, stored) = (cluster.Services.GetRequiredService<HealthReader>(), cluster.Services.GetRequiredService<IHealthStore>());
        var stop = TestContext.Current.CancellationToken;
        await reader.Watch(company.CompanyId, stop);
        Assert.Equal(HealthStatus.Ok, (await stored.Read(company.CompanyId, stop)).Status);
        Assert.True(await reader.Watch(company.CompanyId, stop));

        // Something new is saved by the judgement itself, and its end too.
        var contacts = cluster.Services.GetRequiredService<ContactRecorder>();
        contacts.WebhookRefused(company.CompanyId, WebhookTrouble.KeyUnreadable);
        Assert.False(await reader.Watch(company.CompanyId, stop));
        Assert.Contains((await stored.Read(company.CompanyId, stop)).Incidents, static incident => incident.EndedAt is null);
        Assert.False(await reader.Watch(company.CompanyId, stop));
        contacts.WebhookCame(company.CompanyId);
        Assert.False(await reader.Watch(company.CompanyId, stop));
        Assert.DoesNotContain((await stored.Read(company.CompanyId, stop)).Incidents, static incident => incident.EndedAt is null);
        Assert.True(await reader.Watch(company.CompanyId, stop));
    }
}
