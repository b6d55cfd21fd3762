namespace Jobvite.Storage.Tests;

public sealed class LikePatternTests
{
    [Theory]
    [InlineData("plain", "%plain%")]
    [InlineData("50%", @"%50\%%")]
    [InlineData("a_b", @"%a\_b%")]
    [InlineData(@"c:\x", @"%c:\\x%")]
    [InlineData(@"\%", @"%\\\%%")]
    public void Wildcards_are_taken_literally(string text, string pattern) => Assert.Equal(pattern, LikePattern.Contains(text));

    [Fact]
    public void A_beginning_has_a_wildcard_at_its_end_only() => Assert.Equal(@"a\_%", LikePattern.StartsWith("a_"));
}
