using System.Text;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Grains.Tests.Documents;

/// <summary>From Jobvite's answers, word for word, to what is listed and downloaded.</summary>
[Collection(ClusterTests.Name)]
public sealed class WithdrawnDocumentTests(GrainCluster cluster) : IAsyncLifetime
{
    private TestCompany _company = null!;
    private WrittenJobvite _jobvite = null!;

    public async ValueTask InitializeAsync()
    {
        _company = await cluster.Connect(new SandboxOptions { Jobs = 1, Candidates = 1, Processes = 0 });
        _jobvite = await WrittenJobvite.Start();
        cluster.Redirect(_company, _jobvite.V2BaseUrl);
        _jobvite.Entries["other"] = """{"eId":"other","application":{"eId":"o1"}}""";
    }

    public async ValueTask DisposeAsync()
    {
        await _jobvite.DisposeAsync();
        await _company.DisposeAsync();
    }

    [Fact]
    public async Task What_was_withdrawn_is_not_listed_and_not_downloaded()
    {
        await Sync("""{"eId":"A","hasArtifacts":true,"resume":{"format":"pdf","name":"cv.pdf","content":"JVBERi0="}}""", """{"artifacts":[{"eId":"y1","type":"attachment","filename":"cert.pdf","content":"SGVsbG8="}]}""");
        var before = await Listed();
        Assert.Equal(["cert.pdf", "cv.pdf"], before.Select(document => document.FileName).Order());

        await Sync("""{"eId":"A","resume":null,"hasArtifacts":false}""", """{"artifacts":[]}""");

        Assert.Empty(await Listed());
        foreach (var document in before)
        {
            Assert.Null((await Download(document.Id)).Document);
        }

        Assert.Equal(1, _jobvite.ArtifactRequests);
    }

    [Fact]
    public async Task What_was_replaced_is_downloaded_as_it_is_now_and_an_unchanged_entry_does_not_hide_it()
    {
        const string First = """{"eId":"A","resume":{"format":"Text","content":"first"}}""";
        await Sync(First);
        await Sync("""{"eId":"A","resume":{"format":"Text","content":"second"}}""");
        Assert.Equal("second", await Text((await Listed()).Single()));

        await Sync(First);

        Assert.Equal("first", await Text((await Listed()).Single()));
    }

    [Fact]
    public async Task Two_artifacts_of_one_name_are_two_documents()
    {
        await Sync(
            """{"eId":"A","hasArtifacts":true}""",
            """
            {"artifacts":[{"eId":"y1","type":"attachment","filename":"cert.pdf","content":"b25l"},{"eId":"y2","type":"attachment","filename":"cert.pdf","content":"dHdv"},
                          {"type":"attachment","content":"dGhyZWU="},{"type":"attachment","content":"Zm91cg=="}]}
            """);

        var texts = new List<string>();
        foreach (var document in await Listed())
        {
            texts.Add(await Text(document));
        }

        Assert.Equal(["four", "one", "three", "two"], texts.Order());
    }

    [Fact]
    public async Task A_text_is_a_text_and_an_empty_resume_is_no_document_and_costs_no_request()
    {
        _jobvite.Entries["empty"] = """{"eId":"p2","application":{"eId":"B","resume":{"content":"","format":"Text"}}}""";
        await Sync("""{"eId":"A","resume":{"format":"Text","content":"Engineer"}}""");

        var document = Assert.Single(await Listed());
        Assert.Equal(("resume", "text/plain", 8L), (document.Type, document.MimeType, document.Size));
        Assert.Equal("Engineer", await Text(document));
        var list = await _company.Tenant.ListDocuments("p2", _company.Caller);
        Assert.Equal((true, 0, 0), (list!.Complete, list.Documents.Length, _jobvite.ArtifactRequests));
    }

    [Fact]
    public async Task Nothing_of_a_deleted_candidate_is_handed_out_until_it_comes_back()
    {
        await Sync("""{"eId":"A","resume":{"format":"Text","content":"Engineer"}}""");
        var document = Assert.Single(await Listed());

        _jobvite.Entries.TryRemove("p1", out _);
        Assert.Equal(1, (await _company.Sync(SyncKind.Candidates, SyncMode.Full)).Progress.Deleted);

        Assert.Null(await _company.Tenant.ListDocuments("p1", _company.Caller));
        Assert.Null((await Download(document.Id)).Document);
        await Sync("""{"eId":"A","resume":{"format":"Text","content":"Engineer"}}""");
        Assert.Equal("Engineer", await Text(document));
    }

    [Fact]
    public async Task A_document_that_is_under_way_when_its_candidate_is_deleted_is_not_handed_out()
    {
        var held = new TaskCompletionSource();
        _jobvite.Holding = held.Task;
        await Sync("""{"eId":"A","resume":{"format":"pdf","name":"cv.pdf"}}""", """{"artifacts":[{"type":"resume","filename":"cv.pdf","content":"JVBERi0="}]}""", settled: false);
        await TestCompany.Until(() => Task.FromResult(_jobvite.ArtifactRequests == 1));
        _jobvite.Entries.TryRemove("p1", out _);
        await _company.Sync(SyncKind.Candidates, SyncMode.Full);

        held.SetResult();

        Assert.Null(await _company.Tenant.ListDocuments("p1", _company.Caller));
        Assert.Equal(0, (await _company.Tenant.GetDiagnostics(_company.Caller))!.Counts.Documents);
    }

    [Fact]
    public async Task A_content_that_Jobvite_does_not_have_is_asked_for_once_until_the_record_changes()
    {
        await Sync("""{"eId":"A","artifacts":[{"eId":"y1","filename":"cert.pdf"}]}""", """{"artifacts":[{"eId":"y1","filename":"cert.pdf","content":""}]}""");
        var document = Assert.Single(await Listed());

        for (var i = 0; i < 3; i++)
        {
            var download = await Download(document.Id);
            Assert.Equal((null, "Jobvite lists this document but has no content for it."), (download.Document, download.Error));
        }

        Assert.Equal(1, _jobvite.ArtifactRequests);
        await Sync("""{"eId":"A","workflowState":"Offer","artifacts":[{"eId":"y1","filename":"cert.pdf"}]}""", """{"artifacts":[{"eId":"y1","filename":"cert.pdf","content":"b25l"}]}""");
        Assert.Equal("one", await Text(document));
    }

    [Fact]
    public async Task A_download_that_finds_nothing_at_Jobvite_says_so()
    {
        var held = new TaskCompletionSource();
        _jobvite.Holding = held.Task;
        await Sync("""{"eId":"A","artifacts":[{"eId":"y1","filename":"cert.pdf"}]}""", artifacts: null, settled: false);
        await TestCompany.Until(() => Task.FromResult(_jobvite.ArtifactRequests == 1));
        var document = (await cluster.Services.GetRequiredService<Storage.IDocumentStore>().List(_company.CompanyId, "p1", TestContext.Current.CancellationToken))!.Documents.Single();

        var downloading = Download(document.Id);
        held.SetResult();

        var download = await downloading;
        Assert.Equal((null, null), (download.Document, download.Content));
        Assert.Null((await Download(document.Id)).Document);
    }

    /// <summary>A full run with this application of the person p1; settled when no documents are to be fetched any more.</summary>
    private async Task Sync(string application, string? artifacts = null, bool settled = true)
    {
        _jobvite.Entries["p1"] = $$"""{"eId":"p1","firstName":"Ada","application":{{application}}}""";
        if (artifacts is not null)
        {
            _jobvite.Artifacts["p1"] = artifacts;
        }

        var run = await _company.Sync(SyncKind.Candidates, SyncMode.Full);
        Assert.Equal((RunStatus.Success, null), (run.Status, run.Error));
        var store = cluster.Services.GetRequiredService<Storage.IDocumentStore>();
        await TestCompany.Until(async () => !settled || (await store.FindToFetch(_company.CompanyId, 1, TestContext.Current.CancellationToken)).Count == 0);
    }

    private async Task<IReadOnlyList<DocumentView>> Listed()
    {
        var list = (await _company.Tenant.ListDocuments("p1", _company.Caller))!;
        Assert.True(list.Complete, list.Warning);
        return list.Documents;
    }

    private Task<DocumentDownload> Download(Guid id) => _company.Tenant.DownloadDocument(id, _company.Caller);

    private async Task<string> Text(DocumentView document) => Encoding.UTF8.GetString((await Download(document.Id)).Content!);
}
