using System.Text.Json;

namespace Jobvite.Client.Tests;

public sealed class ExcludedFieldsTests
{
    private const string Entry = """
        {"eId":"p1","email":"a@b.c","mobile":"1","city":"Bonn","customField":[{"fieldCode":"size","value":"M"},{"fieldCode":"tea","value":"x"}],
         "application":{"eId":"a1","source":"LinkedIn","resume":{"fileName":"cv.pdf","content":"QQ=="},"customField":[{"fieldCode":"size","value":"L"}]}}
        """;

    [Theory]
    [InlineData("candidate.mobile", "mobile")]
    [InlineData("candidate.contact", "email mobile")]
    [InlineData("candidate.address", "city")]
    public void Members_and_groups_of_the_person_go(string name, string gone)
    {
        using var left = JsonDocument.Parse(ExcludedFields.Of([name]).RemoveFrom("candidate", Entry));

        var names = left.RootElement.EnumerateObject().Select(property => property.Name).ToList();
        Assert.DoesNotContain(names, gone.Split(' ').Contains);
        Assert.Contains("eId", names);
        Assert.Equal("LinkedIn", left.RootElement.GetProperty("application").GetProperty("source").GetString());
    }

    [Fact]
    public void What_is_the_applications_goes_from_it_wherever_it_stands()
    {
        var excluded = ExcludedFields.Of(["application.resume", "application.source", "application.customField:size"]);

        Assert.Equal("""{"eId":"a1","customField":[]}""", JsonDocument.Parse(excluded.RemoveFrom("candidate", Entry)).RootElement.GetProperty("application").GetRawText());
        Assert.Equal("""{"eId":"a1"}""", excluded.RemoveFrom("application", """{"eId":"a1","source":"x"}"""));
        Assert.False(excluded.KeepsDocuments("resume"));
        Assert.True(excluded.KeepsDocuments("cover_letter"));
    }

    [Fact]
    public void An_onboarding_process_loses_what_its_new_hire_has_of_the_person()
    {
        const string process = """{"processId":"o1","title":"x","newHire":{"id":"n1","email":"a@b.c","lastName":"B"}}""";

        Assert.Equal("""{"processId":"o1","title":"x","newHire":{"id":"n1","lastName":"B"}}""", ExcludedFields.Of(["candidate.email", "candidate.title"]).RemoveFrom("process", process));
        Assert.Same(process, ExcludedFields.Of(["application.resume"]).RemoveFrom("process", process));
    }

    [Fact]
    public void A_custom_field_goes_by_its_code()
    {
        using var left = JsonDocument.Parse(ExcludedFields.Of(["candidate.customField:size"]).RemoveFrom("candidate", Entry));

        Assert.Equal("tea", Assert.Single(left.RootElement.GetProperty("customField").EnumerateArray()).GetProperty("fieldCode").GetString());
        Assert.Equal("size", Assert.Single(left.RootElement.GetProperty("application").GetProperty("customField").EnumerateArray()).GetProperty("fieldCode").GetString());
    }

    [Fact]
    public void What_holds_none_of_it_stays_the_same_text()
    {
        Assert.Same(Entry, ExcludedFields.None.RemoveFrom("candidate", Entry));
        Assert.Same(Entry, ExcludedFields.Of(["candidate.workPhone"]).RemoveFrom("candidate", Entry));
    }

    [Theory]
    [InlineData("candidate.mobile", true)]
    [InlineData("candidate.customField:t shirt", true)]
    [InlineData("candidate.customField:", false)]
    [InlineData("candidate.id", false)]
    [InlineData("candidate.eId", false)]
    [InlineData("application.customField:a,b", false)]
    [InlineData("mobile", false)]
    [InlineData("", false)]
    public void Names_are_known_or_not(string name, bool known) => Assert.Equal(known, ExcludedFields.IsKnown(name));

    [Fact]
    public void Every_known_name_can_be_excluded()
    {
        foreach (var name in ExcludedFields.Known.Where(name => !name.Contains('<', StringComparison.Ordinal)))
        {
            Assert.False(ExcludedFields.Of([name]).IsEmpty);
        }
    }
}
