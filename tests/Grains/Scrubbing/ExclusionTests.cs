using System.Text;
using Jobvite.Client;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Scrubbing;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Jobvite.Grains.Tests.Scrubbing;

[Collection(ClusterTests.Name)]
public sealed class ExclusionTests(GrainCluster cluster)
{
    private static readonly SandboxOptions World = new() { Jobs = 2, Candidates = 60, Processes = 10, SecondApplicationShare = 0.2 };

    private Scrubber Scrubber => cluster.Services.GetServices<IHostedService>().OfType<Scrubber>().Single();

    [Fact]
    public async Task Nothing_of_it_is_left_anywhere_once_it_is_excluded()
    {
        await using var company = await cluster.Connect(World, new SyncSettingsPatch { SyncDocuments = true, SyncOnboarding = true });
        await SyncAll(company);
        var person = (await company.Records.ListCandidates(new CandidateFilter(), new PageRequest(1, 100), includeRaw: true)).Items.First(one => one.Email is not null);
        var received = await Send(company, person);
        Assert.Equal(1, await Found(company, person.Email!));
        Assert.NotEqual(0, await Rows(company, "candidate_documents", "type = 'resume'"));
        foreach (var (table, holds) in Places)
        {
            Assert.NotEqual((holds, 0), (holds, await Rows(company, table, holds)));
        }

        await company.Configure(new SyncSettingsPatch { ExcludedFields = ["candidate.contact", "candidate.address", "application.resume"] });
        await Scrubber.ScrubDue(TestContext.Current.CancellationToken);

        Assert.NotNull((await company.Tenant.GetConfiguration(company.Caller))!.Warnings.SingleOrDefault(warning => warning.Contains("being taken out", StringComparison.Ordinal)));
        await AssertNothingIsLeft(company, person.Email!);
        Assert.DoesNotContain(person.Email!, await Payload(company, received), StringComparison.Ordinal);
        Assert.Contains(person.JobviteCandidateId, await Payload(company, received), StringComparison.Ordinal);

        // What comes from now on is not stored with it either, and no run calls that a change.
        var runs = await SyncAll(company);
        Assert.All(runs, run => Assert.Equal((RunStatus.Success, 0, 0), (run.Status, run.Progress.Created, run.Progress.Updated)));
        Assert.DoesNotContain(person.Email!, await Payload(company, await Send(company, person)), StringComparison.Ordinal);
        await AssertNothingIsLeft(company, person.Email!);
    }

    [Fact]
    public async Task Lifting_it_says_what_a_full_run_costs_and_such_a_run_brings_it_back()
    {
        await using var company = await cluster.Connect(World, new SyncSettingsPatch { ExcludedFields = ["candidate.contact"] });
        await company.Sync(SyncKind.Candidates);
        Assert.Equal(0, await Rows(company, "candidates", "email IS NOT NULL"));

        var lifted = await company.Configure(new SyncSettingsPatch { ExcludedFields = [] });

        Assert.Equal("candidate.contact: stored again from now on. What is stored already lacks it until a full sync, which takes about 2 requests of candidates.", lifted.Warning);
        company.Sandbox.ResetRequestCounts();
        var run = await company.Sync(SyncKind.Candidates, SyncMode.Full);
        Assert.Equal((RunStatus.Success, 2), (run.Status, company.Sandbox.Requests.Candidate));
        Assert.NotEqual(0, await Rows(company, "candidates", "email IS NOT NULL"));
    }

    private static IReadOnlyList<(string Table, string Holds)> Places { get; } =
    [
        ("candidates", "coalesce(email, mobile, home_phone, work_phone, address, city, postal_code) IS NOT NULL"),
        ("candidates", "raw_json LIKE '%\"email\"%' OR raw_json LIKE '%\"mobile\"%' OR raw_json LIKE '%\"city\"%'"),
        ("candidates", "search_text LIKE '%@%'"),
        ("applications", "raw_json LIKE '%\"resume\"%'"),
        ("onboarding_processes", "raw_json LIKE '%\"email\"%'"),
        ("webhook_events", "CAST(body AS TEXT) LIKE '%\"email\"%' OR CAST(body AS TEXT) LIKE '%\"resume\"%'"),
    ];

    private async Task AssertNothingIsLeft(TestCompany company, string email)
    {
        foreach (var (table, holds) in Places)
        {
            Assert.Equal((holds, 0), (holds, await Rows(company, table, holds)));
        }

        Assert.Equal(0, await Rows(company, "candidate_documents", "type = 'resume'"));
        Assert.Equal(0, await Found(company, email));
    }

    private async Task<int> Rows(TestCompany company, string table, string condition) =>
        int.Parse(Assert.Single(await cluster.Rows($"SELECT count(*) FROM {table} WHERE company_id = @id AND ({condition})", company.CompanyId)), System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<long> Found(TestCompany company, string search) => (await company.Records.ListCandidates(new CandidateFilter { Search = search }, new PageRequest(1, 10), includeRaw: false)).Total;

    private static async Task<IReadOnlyList<SyncRun>> SyncAll(TestCompany company) =>
        [await company.Sync(SyncKind.Jobs, SyncMode.Full), await company.Sync(SyncKind.Candidates, SyncMode.Full), await company.Sync(SyncKind.Onboarding, SyncMode.Full)];

    private static async Task<Guid> Send(TestCompany company, CandidateView person)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"eventType":"candidateUpdate","candidateId":"{{person.JobviteCandidateId}}","candidate":{"email":"{{person.Email}}","application":{"resume":{"content":"QQ=="} } } }""");
        var receipt = await company.Inbox.Receive(WebhookSource.Candidate, body, WebhookSignature.Compute(body, company.Sandbox.Credentials.WebhookSigningKey));
        Assert.Equal(WebhookOutcome.Accepted, receipt.Outcome);
        await TestCompany.Until(async () => (await company.Records.GetWebhook(receipt.EventId!.Value))!.Event.Status == WebhookStatus.Processed);
        return receipt.EventId!.Value;
    }

    private static async Task<string> Payload(TestCompany company, Guid id) => Encoding.UTF8.GetString((await company.Records.GetWebhook(id))!.Payload.AsSpan());
}
