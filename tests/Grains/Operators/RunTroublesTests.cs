using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Operators;
using Jobvite.Grains.Runs;
using Jobvite.Storage;

namespace Jobvite.Grains.Tests.Operators;

/// <summary>The words are those of the client and of the runs: a change there that this rule does not know fails here.</summary>
public sealed class RunTroublesTests
{
    [Theory]
    [InlineData("Jobvite refused the credentials at the job endpoint. Jobvite says: \"there were too many\". Check the key.", RunTrouble.Credentials)]
    [InlineData("Jobvite asked for a login instead of taking the credentials at the job endpoint.", RunTrouble.Credentials)]
    [InlineData("The stored credentials cannot be opened with the keys at hand.", RunTrouble.Credentials)]
    [InlineData("Jobvite's candidate endpoint reported trouble of its own (status 503). Try again later.", RunTrouble.JobviteAway)]
    [InlineData("Jobvite's job endpoint failed too often just now, so it is left alone for a moment. Try again later.", RunTrouble.JobviteAway)]
    [InlineData("Jobvite refused the request to the job endpoint because there were too many.", RunTrouble.JobviteAway)]
    [InlineData("Jobvite's job endpoint answered with JSON that is cut off or broken. Try again later.", RunTrouble.BadAnswer)]
    [InlineData("The job request did not reach Jobvite's API: host answered with a web page.", RunTrouble.BadAnswer)]
    [InlineData("Jobvite rejected the request to the onboarding endpoint (status 400). Jobvite says: \"Ann Lee refused the credentials\".", RunTrouble.BadAnswer)]
    [InlineData("3 records could not be read; see failures.", RunTrouble.BadRecords)]
    [InlineData("Jobvite's limit of requests per hour is used up. Try again in 9 seconds. The next run begins anew.", RunTrouble.Budget)]
    [InlineData("Something else.", RunTrouble.Other)]
    public void The_sort_of_trouble_follows_from_our_own_words_alone(string error, RunTrouble trouble) => Assert.Equal(trouble, RunTroubles.Of(error));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void No_error_is_no_trouble(string? error) => Assert.Null(RunTroubles.Of(error));

    [Fact]
    public void Withheld_deletion_is_known_by_the_words_of_its_rule() =>
        Assert.Equal(RunTrouble.DeletionWithheld, RunTroubles.Of(DeletionRule.FindObjection(new UnseenCount(100, 90), confirmed: null)));
}
