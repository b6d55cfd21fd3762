using Jobvite.Grains.Interfaces;
using Jobvite.Silo.Import;

namespace Jobvite.Silo.Tests.Import;

public sealed class WordsTests
{
    [Fact]
    public void What_Jobvite_quotes_of_the_credentials_is_hidden()
    {
        var sent = new ConfigureCompany { ApiKey = "canary-key ", ApiSecret = "canary-secret" };

        var words = Words.Test(new ConnectionTestResult { Success = false, Error = "Jobvite says: no such key canary-key with canary-secret." }, sent, 2);

        Assert.Equal("Jobvite does not accept the credentials: Jobvite says: no such key (hidden) with (hidden) (2 requests)", words);
    }

    [Fact]
    public void Names_that_may_be_anything_are_counted_and_not_repeated() =>
        Assert.Equal("a_name, 1 with odd names", Words.List(["a_name", "{canary}"]));
}
