namespace Jobvite.Client.Tests;

public sealed class JsonOverlayTests
{
    [Theory]
    [InlineData("""{"a":1,"b":"x"}""", """{"b":"y"}""", """{"a":1,"b":"y"}""")]
    [InlineData("""{"a":1,"b":"x"}""", """{"b":null}""", """{"a":1,"b":null}""")]
    [InlineData("""{"a":1,"b":"x"}""", """{"c":2,"b":"z","a":3}""", """{"a":3,"b":"z","c":2}""")]
    [InlineData("""{"a":{"x":1,"y":2}}""", """{"a":{"x":3}}""", """{"a":{"x":3}}""")]
    [InlineData("""{"a":1,"a":2}""", "{}", """{"a":2}""")]
    [InlineData("{}", """{ "b" : [1, 2] , "b":[3] }""", """{"b":[3]}""")]
    public void A_field_that_is_missing_keeps_its_value_and_one_that_is_there_replaces_it(string stored, string incoming, string expected)
        => Assert.Equal(expected, JsonOverlay.Merge(stored, incoming, keepEeoData: false));

    [Fact]
    public void Eeo_data_goes_also_from_what_was_stored_unless_it_is_kept()
    {
        Assert.Equal("""{"a":1}""", JsonOverlay.Merge("""{"a":1,"gender":"F"}""", """{"race":"x","veteranStatus":null}""", keepEeoData: false));
        Assert.Equal("""{"a":1,"gender":"F","race":"x"}""", JsonOverlay.Merge("""{"a":1,"gender":"F"}""", """{"race":"x"}""", keepEeoData: true));
    }

    [Fact]
    public void Merging_the_same_again_gives_the_same_text()
    {
        const string incoming = """{"eId":"c1","z":1.0,"name":"Zo\u00eb"}""";
        var once = JsonOverlay.Merge("""{"name":"x","eId":"c1"}""", incoming, false);
        Assert.Equal(once, JsonOverlay.Merge(once, incoming, false));
        Assert.Equal("""{"name":"Zoë","eId":"c1","z":1.0}""", once);
    }

    [Theory]
    [InlineData("[]", "{}")]
    [InlineData("{}", "null")]
    [InlineData("{", "{}")]
    public void What_is_no_object_is_a_format_error(string stored, string incoming)
        => Assert.Throws<FormatException>(() => JsonOverlay.Merge(stored, incoming, false));
}
