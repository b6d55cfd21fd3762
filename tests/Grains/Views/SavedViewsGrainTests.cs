using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;

namespace Jobvite.Grains.Tests.Views;

[Collection(ClusterTests.Name)]
public sealed class SavedViewsGrainTests(GrainCluster cluster)
{
    private static readonly SandboxOptions Few = new() { Jobs = 1, Candidates = 1, Processes = 0 };

    [Fact]
    public async Task A_view_is_kept_for_everybody_of_the_company_and_each_step_is_noted_without_what_was_typed()
    {
        await using var company = await cluster.Connect(Few);
        var views = Of(company.CompanyId);
        var ada = company.Caller with { Email = "ada@example.com" };

        var saved = await views.Save(ViewedList.Candidates, "Offers of Berta", "workflowState=Offer&columns=state", replace: false, ada);
        Assert.Equal((SaveViewOutcome.Saved, "ada@example.com"), (saved.Outcome, saved.View!.CreatedBy));
        Assert.Equal(SaveViewOutcome.NameTaken, (await views.Save(ViewedList.Candidates, "offers of berta", "workflowState=Hired", replace: false, company.Caller)).Outcome);
        Assert.Equal(saved.View, Assert.Single(await views.List(ViewedList.Candidates, company.Caller)));
        Assert.Equal(SaveViewOutcome.Replaced, (await views.Save(ViewedList.Candidates, "offers of berta", "workflowState=Hired", replace: true, company.Caller)).Outcome);
        Assert.True(await views.Delete(saved.View.Id, company.Caller));
        Assert.False(await views.Delete(saved.View.Id, company.Caller));
        Assert.Empty(await views.List(ViewedList.Candidates, company.Caller));

        var page = await cluster.Grains.GetGrain<IAuditGrain>(CompanyKey.Of(company.CompanyId).ToString()).List(new AuditFilter(), new PageRequest(1, 25), company.Caller.TenantId);
        Assert.Equal(
            [(AuditActions.DeleteView, "candidates: workflowState"), (AuditActions.SaveView, "candidates: workflowState"), (AuditActions.SaveView, "candidates: workflowState columns")],
            page.Items.Take(3).Select(line => (line.Action, line.Details!)));
        Assert.All(page.Items.Take(3), line => Assert.Equal($"{saved.View.Id}", line.Subject));
    }

    [Fact]
    public async Task A_stranger_neither_sees_nor_changes_views()
    {
        await using var company = await cluster.Connect(Few);
        var views = Of(company.CompanyId);
        var view = (await views.Save(ViewedList.Jobs, "Open", "status=Open", replace: false, company.Caller)).View!;
        var stranger = new Caller("another-tenant");

        Assert.Empty(await views.List(ViewedList.Jobs, stranger));
        Assert.Equal(SaveViewOutcome.NotFound, (await views.Save(ViewedList.Jobs, "Open", "status=Closed", replace: true, stranger)).Outcome);
        Assert.False(await views.Delete(view.Id, stranger));
        Assert.Equal(view, Assert.Single(await views.List(ViewedList.Jobs, company.Caller)));
    }

    [Fact]
    public async Task A_list_has_thirty_views_however_many_are_saved_at_once()
    {
        await using var company = await cluster.Connect(Few);

        var saved = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Of(company.CompanyId).Save(ViewedList.Jobs, $"View {i}", "status=Open", replace: false, company.Caller)));

        Assert.Equal(ISavedViewsGrain.Most, saved.Count(one => one.Outcome is SaveViewOutcome.Saved));
        Assert.Equal(10, saved.Count(one => one.Outcome is SaveViewOutcome.TooMany));
    }

    private ISavedViewsGrain Of(string companyId) => cluster.Grains.GetGrain<ISavedViewsGrain>(CompanyKey.Of(companyId).ToString());
}
