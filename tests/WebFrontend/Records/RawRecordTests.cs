using System.Net;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

/// <summary>What others sent, put into our answers.</summary>
public sealed class RawRecordTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Root = "/api/integrations/jobvite";

    [Fact]
    public async Task A_raw_record_as_deep_as_records_may_be_is_served_alone_and_in_lists()
    {
        var tenant = front.NewTenant();
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 66)) + "1" + new string('}', 66);
        tenant.Records.GetCandidate("c-1", Arg.Any<CancellationToken>()).Returns(Samples.Candidate("c-1") with { RawJson = deep });
        tenant.Records.ListCandidates(default!, default!, true, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(Samples.Page(Samples.Candidate("c-1") with { RawJson = deep }));

        foreach (var path in (string[])["candidates/c-1", "candidates?include=raw"])
        {
            var answer = await tenant.Client.Get($"{Root}/{path}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains($"\"rawJson\":{deep}", await answer.Content.ReadAsStringAsync(Answers.Cancelled), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Half_an_emoji_in_a_raw_record_is_served_as_a_replacement_character()
    {
        var tenant = front.NewTenant();
        tenant.Records.GetJob("j-1", Arg.Any<CancellationToken>()).Returns(Samples.Job("j-1", """{"a\ud83d":"x\uDE00","b":"\ud83d\ude00","c":"\\ud83d"}"""));

        var raw = (await tenant.Client.Get($"{Root}/jobs/j-1").Json())["rawJson"]!.AsObject();

        Assert.Equal(("x\ufffd", "\ud83d\ude00", "\\ud83d"), (raw["a\ufffd"]!.GetValue<string>(), raw["b"]!.GetValue<string>(), raw["c"]!.GetValue<string>()));
    }
}
