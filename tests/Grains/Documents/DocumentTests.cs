using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;
using Jobvite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Grains.Tests.Documents;

[Collection(ClusterTests.Name)]
public sealed class DocumentTests(GrainCluster cluster)
{
    [Fact]
    public async Task Documents_are_stored_encrypted_and_come_back_whole()
    {
        await using var company = await cluster.Connect(new SandboxOptions { Jobs = 2, Candidates = 60, Processes = 0, DocumentShare = 1 });
        await company.Sync(SyncKind.Candidates);
        var store = cluster.Services.GetRequiredService<IDocumentStore>();
        foreach (var id in company.Sandbox.World.CandidateIds.Where(company.Sandbox.World.HasDocuments).Take(10))
        {
            var list = await company.Tenant.ListDocuments(id, company.Caller);
            Assert.True(list!.Complete, list.Warning);
            Assert.NotEmpty(list.Documents);
            foreach (var document in list.Documents)
            {
                var download = await company.Tenant.DownloadDocument(document.Id, company.Caller);
                Assert.Null(download.Error);
                Assert.NotNull(download.Content);
                var stored = await store.Get(company.CompanyId, document.Id, TestContext.Current.CancellationToken);
                Assert.True(stored!.EncryptedContent!.AsSpan().IndexOf(download.Content) < 0, "the plain content stands in the database");
            }
        }
    }

    [Fact]
    public async Task Documents_switched_on_later_come_with_entries_that_have_not_changed()
    {
        await using var company = await cluster.Connect(new SandboxOptions { Jobs = 2, Candidates = 20, Processes = 0, DocumentShare = 1 });
        await company.Configure(new SyncSettingsPatch { SyncDocuments = false });
        await company.Sync(SyncKind.Candidates, SyncMode.Full);
        Assert.Equal(0, await Count());

        await company.Configure(new SyncSettingsPatch { SyncDocuments = true });
        var run = await company.Sync(SyncKind.Candidates, SyncMode.Full);

        Assert.Equal((0, 0), (run.Progress.Created, run.Progress.Updated));
        Assert.NotEqual(0, await Count());

        async Task<int> Count()
        {
            var store = cluster.Services.GetRequiredService<IDocumentStore>();
            var lists = await Task.WhenAll(company.Sandbox.World.CandidateIds.Select(id => store.List(company.CompanyId, id, TestContext.Current.CancellationToken)));
            return lists.Sum(list => list!.Documents.Length);
        }
    }

    [Fact]
    public async Task A_document_of_another_company_is_not_found()
    {
        await using var company = await cluster.Connect(new SandboxOptions { Jobs = 2, Candidates = 20, Processes = 0, DocumentShare = 1 });
        await using var other = await cluster.Connect();
        await company.Sync(SyncKind.Candidates);
        var documents = await company.Tenant.ListDocuments(company.Sandbox.World.CandidateIds.First(company.Sandbox.World.HasDocuments), company.Caller);
        Assert.Null((await other.Tenant.DownloadDocument(documents!.Documents[0].Id, other.Caller)).Document);
        Assert.Null((await company.Tenant.DownloadDocument(documents.Documents[0].Id, other.Caller)).Document);
    }
}
