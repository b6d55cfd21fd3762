using System.Text;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tenants;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using Orleans.Core.Internal;

namespace Jobvite.Grains.Tests.Tenants;

[Collection(ClusterTests.Name)]
public sealed class OrderedDeletionTests(GrainCluster cluster)
{
    [Fact]
    public async Task A_deletion_that_broke_off_is_finished_by_the_next_activation_and_shows_nothing_meanwhile()
    {
        await using var company = await Synced();
        cluster.Deletions.Break(company.CompanyId);
        await Assert.ThrowsAsync<DataUnavailableException>(() => company.Directory.Disconnect(deleteData: true, company.Caller));

        Assert.Equal(20, await CountJobs(company));
        Assert.NotNull(await company.Directory.GetDeletion());
        Assert.Null(await company.Directory.GetCompany());
        Assert.Null(await company.Tenant.GetConfiguration(company.Caller));
        Assert.Null(await company.Tenant.GetDiagnostics(company.Caller));
        Assert.Null(await company.Tenant.ListDocuments(company.Sandbox.World.CandidateIds[0], company.Caller));
        Assert.Equal(0, await company.Tenant.ReplayWebhooks(new WebhookFilter(), company.Caller));
        Assert.Equal(StartSyncOutcome.NotConfigured, (await company.Tenant.StartSync(SyncKind.Jobs, new SyncRequest(), company.Caller)).Outcome);
        var receipt = await company.Inbox.Receive(WebhookSource.Job, Encoding.UTF8.GetBytes("{}"), "signature", CancellationToken.None);
        Assert.Equal(WebhookOutcome.UnknownCompany, receipt.Outcome);

        cluster.Deletions.Repair(company.CompanyId);
        await company.Tenant.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
        await TestCompany.Until(async () => await company.Directory.GetDeletion() is null);
        Assert.Equal(0, await CountJobs(company));
        Assert.Equal(ConfigureOutcome.Saved, (await company.Configure()).Outcome);
    }

    [Fact]
    public async Task The_company_leaves_the_directory_before_its_order_is_forgotten()
    {
        var (data, directory) = (Substitute.For<ICompanyData>(), Substitute.For<ICompanyDirectory>());
        var grains = Substitute.For<IGrainFactory>();
        var children = new CompanyChildren(grains, Substitute.For<IRecordReader>(), new AuditTrail(Substitute.For<IAuditLog>(), TimeProvider.System), NullLogger<CompanyChildren>.Instance);
        var forget = Substitute.For<Func<Task>>();
        await using var deletion = new CompanyDeletionFactory(children, Substitute.For<IRunStore>(), data, directory, grains, TimeProvider.System, NullLogger<CompanyDeletion>.Instance)
            .Create("acme", static () => new CompanyState(), forget);

        deletion.Begin();
        await deletion.Wait(TestContext.Current.CancellationToken);

        Received.InOrder(() =>
        {
            data.Delete("acme", Arg.Any<CancellationToken>());
            directory.Remove("acme", Arg.Any<CancellationToken>());
            forget();
        });
    }

    [Fact]
    public async Task The_reminder_finishes_it_though_nobody_comes_back()
    {
        await using var company = await Synced();
        cluster.Deletions.Break(company.CompanyId);
        await Assert.ThrowsAsync<DataUnavailableException>(() => company.Directory.Disconnect(deleteData: true, company.Caller));
        cluster.Deletions.Repair(company.CompanyId);

        await company.Tenant.AsReference<IRemindable>().ReceiveReminder("sync", new TickStatus(default, TimeSpan.FromMinutes(1), default));

        await TestCompany.Until(async () => await company.Directory.GetDeletion() is null);
        Assert.Equal(0, await CountJobs(company));
    }

    [Fact]
    public async Task Connecting_anew_waits_until_the_deletion_is_done()
    {
        await using var company = await Synced();
        cluster.Deletions.Break(company.CompanyId);
        await Assert.ThrowsAsync<DataUnavailableException>(() => company.Directory.Disconnect(deleteData: true, company.Caller));

        var refused = await company.Configure();
        Assert.Equal(ConfigureOutcome.Deleting, refused.Outcome);
        Assert.Contains("being deleted", refused.Error, StringComparison.Ordinal);
        Assert.NotNull(refused.RetryAfter);
        var stranger = new Caller("stranger-" + company.CompanyId);
        var directory = cluster.Grains.GetGrain<ITenantDirectoryGrain>(TenantKey.Of(stranger.TenantId).ToString());
        Assert.Equal(ConfigureOutcome.CompanyTaken, (await directory.Configure(company.Command(), stranger)).Outcome);

        cluster.Deletions.Repair(company.CompanyId);
        Assert.True(await company.Directory.Disconnect(deleteData: true, company.Caller));
        Assert.Null(await company.Directory.GetDeletion());
        Assert.Equal(ConfigureOutcome.Saved, (await company.Configure()).Outcome);
        Assert.Equal(0, await CountJobs(company));
    }

    private async Task<TestCompany> Synced()
    {
        var company = await cluster.Connect();
        await company.Sync(SyncKind.Jobs);
        return company;
    }

    private static async Task<int> CountJobs(TestCompany company) =>
        (int)(await company.Records.ListJobs(new JobFilter { IncludeDeleted = true }, new PageRequest(), false)).Total;
}
