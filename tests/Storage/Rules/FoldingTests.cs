namespace Jobvite.Storage.Tests;

public sealed class FoldingTests
{
    [Theory]
    [InlineData("GARCÍA", "garcia")]
    [InlineData("Garci\u0301a", "garcia")]
    [InlineData("Łódź", "lodz")]
    [InlineData("Øre Æble Œuvre Straße", "ore aeble oeuvre strasse")]
    [InlineData("Nguyễn Đức", "nguyen duc")]
    [InlineData("İSTANBUL ılık", "istanbul ilik")]
    [InlineData("ﬁn Ｗｉｄｅ", "fin wide")]
    [InlineData("Ёлкин Йод", "елкин иод")]
    [InlineData("ΟΔΥΣΣΕΎΣ", "οδυσσευσ")]
    [InlineData("O’Neil – O'Neil", "o'neil - o'neil")]
    [InlineData("日本", "日本")]
    [InlineData("İ\U0001F600", "i\U0001F600")]
    [InlineData("", "")]
    public void A_text_is_compared_by_its_letters_alone(string text, string folded) => Assert.Equal(folded, Folding.Fold(text));

    [Fact]
    public void Folding_again_changes_nothing()
    {
        for (var letter = '\u0001'; letter < '\uFFFF'; letter++)
        {
            var folded = Folding.Fold(letter.ToString());
            Assert.True(folded == Folding.Fold(folded), $"U+{(int)letter:X4}");
        }
    }

    [Theory]
    [InlineData("Ann  Lee ann", "ann|lee|ann")]
    [InlineData("(555) 010-2030", "5550102030")]
    [InlineData("ann (555)", "ann|555")]
    [InlineData("12 34", "12|34")]
    [InlineData("a+b -", "a+b|-")]
    public void A_search_is_read_word_by_word(string search, string words) => Assert.Equal(words, string.Join('|', SearchWord.Read(search).Select(word => word.Folded)));
}
