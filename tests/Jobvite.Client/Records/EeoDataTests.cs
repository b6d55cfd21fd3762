using System.Text;

namespace Jobvite.Client.Tests;

public sealed class EeoDataTests
{
    [Theory]
    [InlineData("gender", true)]
    [InlineData("GENDER", true)]
    [InlineData("candidateRace", true)]
    [InlineData("race_code", true)]
    [InlineData("Race/Ethnicity", true)]
    [InlineData("veteranStatus", true)]
    [InlineData("custom_protectedveteran", true)]
    [InlineData("disabilityStatus", true)]
    [InlineData("Sex", true)]
    [InlineData("EEORace", true)]
    [InlineData("eeo", true)]
    [InlineData("What is your gender?", true)]
    [InlineData("Grace", false)]
    [InlineData("GRACE", false)]
    [InlineData("trace", false)]
    [InlineData("Essex", false)]
    [InlineData("workflowState", false)]
    [InlineData("", false)]
    public void A_name_is_known_by_its_words(string name, bool isEeo) => Assert.Equal(isEeo, EeoData.IsName(name));

    [Theory]
    [InlineData("""{"eId":"a1","gender":"f","race":"x","veteranStatus":"v","workflowState":"New"}""", """{"eId":"a1","workflowState":"New"}""")]
    [InlineData("""{"eId":"a1","eeo":{"gender":"f"}}""", """{"eId":"a1"}""")]
    [InlineData("""{"eId":"a1","self":{"Gender":"f","kept":1}}""", """{"eId":"a1","self":{"kept":1}}""")]
    [InlineData("""{"eId":"a1","history":[{"race":"x","at":1},{"at":2}]}""", """{"eId":"a1","history":[{"at":1},{"at":2}]}""")]
    [InlineData("""{"eId":"a1","customField":[{"fieldCode":"gender","value":"f"},{"value":"R","fieldCode":"level"}]}""", """{"eId":"a1","customField":[{"fieldCode":"gender"},{"value":"R","fieldCode":"level"}]}""")]
    [InlineData("""{"eId":"a1","customField":[{"value":["x","y"],"fieldCode":"Race/Ethnicity"}]}""", """{"eId":"a1","customField":[{"fieldCode":"Race/Ethnicity"}]}""")]
    [InlineData("""{"eId":"a1","form":{"questions":[{"question":"Are you a protected veteran?","answer":"yes","no":1}]}}""", """{"eId":"a1","form":{"questions":[{"question":"Are you a protected veteran?","no":1}]}}""")]
    [InlineData("""{"eId":"a1","fields":[{"field":{"name":"disabilityStatus"},"value":"yes"}]}""", """{"eId":"a1","fields":[{"field":{"name":"disabilityStatus"}}]}""")]
    [InlineData("""{"eId":"a1","deep":{"er":[[{"\u0067ender":"f","kept":"é"}]]}}""", """{"eId":"a1","deep":{"er":[[{"kept":"é"}]]}}""")]
    [InlineData("""{"eId":"a1","artifacts":[{"type":"attachment","meta":{"gender":"f"},"name":"cv"}]}""", """{"eId":"a1","artifacts":[{"type":"attachment","meta":{},"name":"cv"}]}""")]
    public void It_goes_wherever_it_is(string rawJson, string without)
    {
        Assert.Equal(without, EeoData.RemoveFromRecord(rawJson));
        Assert.Equal(without, EeoData.RemoveFromRecord(without));
        Assert.Equal(without, JobviteRecordsWithout(rawJson));
        Assert.Equal(without, JsonOverlay.Merge(rawJson, """{"eId":"a1"}""", keepEeoData: false));
        Assert.Equal(without, Encoding.UTF8.GetString(EeoData.RemoveFromBody(Encoding.UTF8.GetBytes(rawJson))));
    }

    [Theory]
    [InlineData("""{"eId":"p1","firstName":"Grace","county":"Essex","job":{"title":"Race engineer","value":3},"recruiters":[{"name":"Grace","value":1}]}""")]
    [InlineData("""{"eId":"p1","note":"{\"gender\":\"asked\"}","tags":["race","\u00e9"]}""")]
    public void Everything_else_stays_as_it_came(string rawJson)
    {
        var body = Encoding.UTF8.GetBytes(rawJson);

        Assert.Same(body, EeoData.RemoveFromBody(body));
        Assert.Equal(JobviteRecords.ParseCandidate(rawJson).RawJson, EeoData.RemoveFromRecord(rawJson));
    }

    [Fact]
    public void A_custom_field_is_not_among_those_of_a_record_either()
    {
        const string Json = """{"requisitions":[{"eId":"j1","customField":[{"fieldCode":"gender","value":"f"},{"fieldCode":"level","value":"3"}]}],"total":1}""";

        Assert.Equal(["level"], Read(Json, keepEeoData: false).CustomFields.Select(field => field.FieldCode));
        Assert.Equal(["gender", "level"], Read(Json, keepEeoData: true).CustomFields.Select(field => field.FieldCode));
    }

    [Theory]
    [InlineData("""{"candidateId":"c1","gender":"f""", """{"candidateId":"c1",""" + "\"")]
    [InlineData("race=x", "")]
    [InlineData("\u001f no json, no such word", "\u001f no json, no such word")]
    public void A_body_that_is_not_whole_ends_before_the_first_such_word(string body, string kept) =>
        Assert.Equal(kept, Encoding.UTF8.GetString(EeoData.RemoveFromBody(Encoding.UTF8.GetBytes(body))));

    [Fact]
    public void A_change_of_such_a_field_is_kept_without_its_values()
    {
        var body = """{"eventType":"fieldUpdate","fieldCode":"veteranStatus","oldValue":"no","newValue":"yes","candidateId":"c1"}"""u8.ToArray();

        Assert.Equal("""{"eventType":"fieldUpdate","fieldCode":"veteranStatus","candidateId":"c1"}""", Encoding.UTF8.GetString(EeoData.RemoveFromBody(body)));
    }

    private static string JobviteRecordsWithout(string rawJson)
    {
        var page = PageParser.Parse(AnswerRoot.TryRead(Encoding.UTF8.GetBytes($$"""{"requisitions":[{{rawJson}}]}"""))!, RecordShapes.Job, keepEeoData: false, mayBeBare: false);
        return page!.Records.Single().RawJson;
    }

    private static JobviteJob Read(string answer, bool keepEeoData) =>
        PageParser.Parse(AnswerRoot.TryRead(Encoding.UTF8.GetBytes(answer))!, RecordShapes.Job, keepEeoData, mayBeBare: false)!.Records.Single();
}
