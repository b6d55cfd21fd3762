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
}
