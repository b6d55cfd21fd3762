using Jobvite.Browser.Tests.Records;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Browser.Tests.Pages;

/// <summary>The pages of single records and the operators' page, on a wide and a narrow screen, light and dark.</summary>
[Collection(nameof(ConsoleCollection))]
public sealed class RecordPageTests(ServiceFixture service)
{
    [Fact]
    public async Task A_job() => await Look("job", $"/jobs/{(await Busiest()).JobviteJobId}", (await service.Known()).TenantId);

    [Fact]
    public async Task A_candidate_with_a_history()
    {
        var company = await service.Known();
        var someone = (await company.Records.ListCandidates(new CandidateFilter { JobId = (await Busiest()).JobviteJobId }, new PageRequest(), false)).Items[0];
        var planted = new Planted(service.Services, company.CompanyId);
        foreach (var state in (string[])["Screening", "Phone Interview", "Offer"])
        {
            await planted.Candidate(
                someone.JobviteCandidateId,
                someone.FirstName!,
                someone.LastName!,
                Planted.Application(someone.Applications[0].ApplicationId, state, someone.Applications[0].JobviteJobId));
        }

        await Look("candidate", $"/candidates/{someone.JobviteCandidateId}?show=raw", company.TenantId);
    }

    [Fact]
    public async Task Documents() =>
        await Look("documents", $"/candidates/{service.Sandbox.World.CandidateIds.First(service.Sandbox.World.HasDocuments)}/documents", (await service.Known()).TenantId);

    [Fact]
    public async Task A_process() => await Look("process", $"/onboarding/{service.Sandbox.World.ProcessIds[1]}", (await service.Known()).TenantId);

    [Fact]
    public async Task A_dead_webhook_and_a_log_with_some()
    {
        var company = await service.Known();
        var planted = new Planted(service.Services, company.CompanyId);
        var id = await planted.DeadWebhook(service.Sandbox.World.CandidateIds[1], """{"eventType":"workflowUpdate","candidateId":"p1","application":{"eId":"a1","workflowState":"Offer"}}""");
        await Look("webhook", $"/webhooks/{id}?show=raw", company.TenantId);
        await Look("webhooks-dead", "/webhooks?status=dead&range=24h", company.TenantId);
    }

    [Fact]
    public async Task The_operators_page()
    {
        await service.Known();
        await Look("operators", "/operators", null, "jobvite.operator");
    }

    private async Task<JobView> Busiest() =>
        (await (await service.Known()).Records.ListJobs(new JobFilter(), new PageRequest(PageSize: 100), false)).Items.MaxBy(job => job.CandidateCount)!;

    private async Task Look(string name, string path, string? tenantId, string? scope = null)
    {
        foreach (var (form, width, height, theme) in Pictures.Forms)
        {
            await using var visitor = await service.SignedIn(tenantId, scope, width, height, theme);
            Assert.Equal(200, (await visitor.Open(path)).Status);
            await visitor.Picture($"{name}-{form}");
            await visitor.FitsTheScreen();
            await visitor.Check();
        }
    }
}
