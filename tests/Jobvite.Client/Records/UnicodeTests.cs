using System.Text;

namespace Jobvite.Client.Tests;

/// <summary>One bad character must not hide a record.</summary>
public sealed class UnicodeTests
{
    [Fact]
    public async Task Half_an_emoji_in_any_field_becomes_a_replacement_character()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then("""
            {"total":2,"candidates":[{"eId":"c1","firstName":"Ada \ud83d","unknown":{"deep":["\uDE00 x"],"na\ud83dme":1},"customField":[{"fieldCode":"f","value":"v\ud83d"}],
             "application":{"eId":"a1","workflowState":"New \udc00","resume":{"name":"cv\ud83d.pdf"}}},{"eId":"c2","firstName":"\ud83d\ude00 \\ud83d"}]}
            """);
        var page = Assert.Single(await test.CandidatePages());
        Assert.Empty(page.Malformed);
        var ada = page.Records[0];
        Assert.Equal(("Ada \ufffd", "v\ufffd", "New \ufffd"), (ada.FirstName, ada.CustomFields[0].Value, ada.Applications[0].WorkflowState));
        Assert.Contains("""{"deep":["� x"],"na�me":1}""", ada.RawJson, StringComparison.Ordinal);
        Assert.Equal("\ud83d\ude00 \\ud83d", page.Records[1].FirstName);
        Assert.Equal(ada.RawJson, JobviteRecords.ParseCandidate(ada.RawJson).RawJson);
    }

    [Fact]
    public async Task Bytes_that_are_no_utf8_become_replacement_characters()
    {
        using var test = new ClientUnderTest();
        byte[] body = [.. """{"total":1,"candidates":[{"eId":"c1","firstName":"Zo"""u8, 0xEB, .. "\"}]}"u8];
        test.Jobvite.Then(_ => StubJobvite.Body(body, "application/json"));
        Assert.Equal("Zo\ufffd", Assert.Single(Assert.Single(await test.CandidatePages()).Records).FirstName);
    }

    [Fact]
    public async Task An_id_with_half_an_emoji_is_no_id()
    {
        using var test = new ClientUnderTest();
        test.Jobvite.Then("""{"total":2,"candidates":[{"eId":"c\ud83d"},{"eId":"c2"}]}""");
        var page = Assert.Single(await test.CandidatePages());
        Assert.Equal(("c2", 0), (Assert.Single(page.Records).Id, Assert.Single(page.Malformed).Index));
    }

    [Fact]
    public void An_overlay_takes_half_an_emoji_from_either_side()
        => Assert.Equal("""{"a":"�","b�":"�"}""", JsonOverlay.Merge("""{"a":"\ud83d"}""", """{"b\ud83d":"\ude00"}""", keepEeoData: false));

    [Fact]
    public void A_webhook_with_half_an_emoji_names_its_record()
    {
        Assert.True(WebhookEvent.TryParse(Encoding.UTF8.GetBytes("""{"x\ud83d":1,"candidateId":"c1","newValue":"Offer \ud83d"}"""), out var parsed, out _));
        Assert.Equal(("c1", "Offer \ufffd"), (parsed!.CandidateId, parsed.NewValue));
    }

    [Theory]
    [InlineData(62)]
    [InlineData(200)]
    [InlineData(5000)]
    public async Task A_record_however_deep_does_not_spoil_its_page(int depth)
    {
        using var test = new ClientUnderTest();
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);
        test.Jobvite.Then("{\"total\":2,\"candidates\":[{\"eId\":\"c1\",\"x\":" + deep + "},{\"eId\":\"c2\"}]}");
        var page = Assert.Single(await test.CandidatePages());
        Assert.Contains("c2", page.Records.Select(c => c.Id));
        Assert.Equal(depth < 64 ? [] : ["c1"], page.Malformed.Select(_ => "c1"));
    }
}
