using Jobvite.Grains.Health;

namespace Jobvite.Grains.Tests.Health;

public sealed class OwnWordsTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", "")]
    [InlineData("Jobvite refused the credentials at the job endpoint.", "Jobvite refused the credentials at the job endpoint.")]
    [InlineData("Jobvite refused it (status 400). Jobvite says: \"No Ann\". Try again.", "Jobvite refused it (status 400). Try again.")]
    [InlineData("It failed. Jobvite says: \"Ann said \"no\" twice\".", "It failed.")]
    [InlineData("One. Jobvite says: \"Ann\". Two. Jobvite says: \"Ben\". Three.", "One. Three.")]
    [InlineData("It failed. Jobvite says: \"Ann\nLee\".", "It failed.")]
    [InlineData("The error was cut. Jobvite says: \"Ann L", "The error was cut.")]
    [InlineData("Jobvite says: \"Ann\".", "")]
    public void What_Jobvite_said_is_left_out(string? text, string? expected) => Assert.Equal(expected, OwnWords.Of(text));
}
