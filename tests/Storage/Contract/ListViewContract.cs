using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

/// <summary>Views of lists that a company's people keep.</summary>
public abstract class ListViewContract : StoreContract
{
    private IListViewStore Views => Store.Get<IListViewStore>();

    [Fact]
    public async Task A_view_is_found_as_it_was_saved_with_who_saved_it_and_when()
    {
        var saved = await Save("Offers <b>“out”</b>", "workflowState=Offer&columns=state,source", by: "ada@example.com");

        Assert.Equal(SaveViewOutcome.Saved, saved.Outcome);
        var found = Assert.Single(await Views.List(Company, ViewedList.Candidates, Stop));
        Assert.Equal(found, saved.View);
        Assert.Equal(
            ("Offers <b>“out”</b>", "workflowState=Offer&columns=state,source", "ada@example.com", Now, ViewedList.Candidates),
            (found.Name, found.Query, found.CreatedBy, found.CreatedAt, found.List));
        Assert.Null((await Save("Nobody's", by: null)).View!.CreatedBy);
    }

    [Fact]
    public async Task Views_are_listed_by_name_and_each_list_and_company_has_its_own()
    {
        await Save("zebra");
        await Save("Antelope");
        await Save("Antelope", list: ViewedList.Jobs);
        await Save("Antelope", company: Other);

        Assert.Equal(["Antelope", "zebra"], await Names());
        Assert.Equal(["Antelope"], await Names(ViewedList.Jobs));
        Assert.Empty(await Names(ViewedList.Onboarding));
        Assert.Equal(["Antelope"], await Names(company: Other));
    }

    [Fact]
    public async Task A_name_that_is_taken_in_any_case_is_refused_unless_it_is_to_be_replaced()
    {
        var first = (await Save("Offers", "workflowState=Offer", by: "ada@example.com")).View!;
        Advance();

        var refused = await Save("OFFERS", "workflowState=Hired");
        Assert.Equal((SaveViewOutcome.NameTaken, first), (refused.Outcome, refused.View));
        Assert.Equal(first, Assert.Single(await Views.List(Company, ViewedList.Candidates, Stop)));

        var replaced = await Save("OFFERS", "workflowState=Hired", by: "grace@example.com", replace: true);
        Assert.Equal(SaveViewOutcome.Replaced, replaced.Outcome);
        Assert.Equal(
            (first.Id, "OFFERS", "workflowState=Hired", "grace@example.com", Now),
            (replaced.View!.Id, replaced.View.Name, replaced.View.Query, replaced.View.CreatedBy, replaced.View.CreatedAt));
        Assert.Equal(replaced.View, Assert.Single(await Views.List(Company, ViewedList.Candidates, Stop)));
    }

    [Fact]
    public async Task A_list_has_so_many_views_and_a_full_one_can_still_replace_and_be_emptied()
    {
        var first = (await Save("one", most: 2)).View!;
        await Save("two", most: 2);

        Assert.Equal(SaveViewOutcome.TooMany, (await Save("three", most: 2)).Outcome);
        Assert.Equal(SaveViewOutcome.Saved, (await Save("three", list: ViewedList.Jobs, most: 2)).Outcome);
        Assert.Equal(SaveViewOutcome.Saved, (await Save("three", company: Other, most: 2)).Outcome);
        Assert.Equal(SaveViewOutcome.Replaced, (await Save("Two", "sort=name", replace: true, most: 2)).Outcome);

        Assert.Equal(first, await Views.Delete(Company, first.Id, Stop));
        Assert.Equal(SaveViewOutcome.Saved, (await Save("three", most: 2)).Outcome);
        Assert.Equal(["three", "Two"], await Names());
    }

    [Fact]
    public async Task A_view_is_deleted_once_and_by_its_company()
    {
        var view = (await Save("Offers")).View!;

        Assert.Null(await Views.Delete(Other, view.Id, Stop));
        Assert.Equal(["Offers"], await Names());
        Assert.Equal(view, await Views.Delete(Company, view.Id, Stop));
        Assert.Null(await Views.Delete(Company, view.Id, Stop));
        Assert.Empty(await Names());
    }

    [Fact]
    public async Task Views_go_with_their_company()
    {
        await Save("Mine");
        await Save("Theirs", company: Other);

        await Store.Get<ICompanyData>().Delete(Company, Stop);

        Assert.Empty(await Names());
        Assert.Equal(["Theirs"], await Names(company: Other));
    }

    private Task<SavedViewResult> Save(
        string name, string query = "workflowState=Offer", string? by = "ada@example.com", ViewedList list = ViewedList.Candidates, string company = Company, bool replace = false, int most = 30) =>
        Views.Save(company, new SavedView { Id = Guid.CreateVersion7(Now), List = list, Name = name, Query = query, CreatedBy = by, CreatedAt = default }, replace, most, Stop);

    private async Task<IEnumerable<string>> Names(ViewedList list = ViewedList.Candidates, string company = Company) => (await Views.List(company, list, Stop)).Select(view => view.Name);
}
