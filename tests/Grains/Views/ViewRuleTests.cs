using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Views;

namespace Jobvite.Grains.Tests.Views;

public sealed class ViewRuleTests
{
    [Theory]
    [InlineData("Offers", true)]
    [InlineData("<b>", true)]
    [InlineData("", false)]
    [InlineData(" Offers", false)]
    [InlineData("a\nb", false)]
    public void A_name_is_a_line_of_text(string name, bool expected) => Assert.Equal(expected, ViewRule.IsName(name));

    [Theory]
    [InlineData(60, true)]
    [InlineData(61, false)]
    public void A_name_is_short(int length, bool expected) => Assert.Equal(expected, ViewRule.IsName(new string('x', length)));

    [Theory]
    [InlineData("workflowState=Offer&sort=-name&columns=state%2Cphone", true)]
    [InlineData("workflowState=%3Cb%3E%22%26", true)]
    [InlineData("", false)]
    [InlineData("search=ann", false)]
    [InlineData("email=ann%40example.com", false)]
    [InlineData("workflowState=Offer&search=ann", false)]
    [InlineData("status=Open", false)]
    [InlineData("page=2", false)]
    [InlineData("workflowState", false)]
    [InlineData("workflowState=", false)]
    [InlineData("workflowState=a=b", false)]
    [InlineData("workflowState=a&workflowState=b", false)]
    [InlineData("workflowState=a%0Ab", false)]
    [InlineData("//evil.example.com", false)]
    public void A_query_has_what_the_list_knows_and_nothing_that_names_a_person(string query, bool expected) =>
        Assert.Equal(expected, ViewRule.IsQuery(ViewedList.Candidates, query));

    [Fact]
    public void A_query_is_not_endless() => Assert.False(ViewRule.IsQuery(ViewedList.Jobs, $"status={new string('x', ISavedViewsGrain.LongestQuery)}"));

    [Fact]
    public void No_list_keeps_what_it_says_is_personal() => Assert.All(Enum.GetValues<ViewedList>(), list =>
    {
        Assert.NotEmpty(ViewParameters.Filters(list));
        Assert.Empty(ViewParameters.Personal(list).Intersect(ViewParameters.Kept(list)));
    });
}
