using System.Text.Json.Nodes;

namespace Jobvite.Storage.Tests;

public sealed class CandidateJsonTests
{
    [Fact]
    public void Applications_are_added_to_the_person() =>
        Assert.Equal("""{"eId":"p","applications":[{"eId":"a"},{"eId":"b"}]}""", CandidateJson.Join("""{"eId":"p"}""", ["""{"eId":"a"}""", """{"eId":"b"}"""]));

    [Fact]
    public void Applications_that_the_persons_json_still_carries_are_replaced() =>
        Assert.Equal("""{"eId":"p","applications":[]}""", CandidateJson.Join("""{"applications":[{"eId":"old"}],"eId":"p"}""", []));

    [Fact]
    public void Letters_numbers_and_escaped_zeros_stay_what_they_were() =>
        Assert.Equal(
            """{"name":"Žofie <日本>","n":1.50,"zero":"\u0000","applications":[]}""",
            CandidateJson.Join("""{"name":"Žofie <日本>","n":1.50,"zero":"\u0000"}""", []));

    [Theory]
    [InlineData("{}", """{"applications":[1,2]}""")]
    [InlineData(" { } ", """{"applications":[1,2]}""")]
    [InlineData("""{ "a": {"b": []} }""", """{"a":{"b":[]},"applications":[1,2]}""")]
    [InlineData("""{"a":"applications"}""", """{"a":"applications","applications":[1,2]}""")]
    [InlineData("""{"a":{"applications":[3]}}""", """{"a":{"applications":[3]},"applications":[1,2]}""")]
    [InlineData("""{"\u0061pplications":[3],"a":1}""", """{"a":1,"applications":[1,2]}""")]
    public void However_the_person_is_written_there_is_one_array_of_applications(string person, string expected) =>
        Assert.Equal(expected, JsonNode.Parse(CandidateJson.Join(person, ["1", "2"]))!.ToJsonString());

    [Fact]
    public void A_person_and_an_application_as_deep_as_records_may_be_are_joined()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 64)) + "1" + new string('}', 64);
        var person = string.Concat(Enumerable.Repeat("{\"applications\":", 1)) + "[]," + "\"a\":" + string.Concat(Enumerable.Repeat("{\"a\":", 63)) + "1" + new string('}', 64);
        var joined = JsonNode.Parse(CandidateJson.Join(person, [deep]), documentOptions: new() { MaxDepth = 66 });
        Assert.Single(joined!["applications"]!.AsArray());
    }
}
