using System.Text;

namespace Jobvite.Client.Tests;

public sealed class WebhookEventTests
{
    [Fact]
    public void An_event_names_what_to_refresh()
    {
        var parsed = Parse("""{"eventType":"workflowUpdate","candidateId":"c1","applicationId":"a1","jobId":7,"processId":"p1"}""");
        Assert.Equal(("workflowUpdate", "c1", "a1", "7", "p1"), (parsed.EventType, parsed.CandidateId, parsed.ApplicationId, parsed.JobId, parsed.ProcessId));
    }

    [Fact]
    public void The_stage_change_form_is_read()
    {
        var parsed = Parse("""{"url":"https://x.test/c","id":"c9","applicationId":"a9","oldValue":"New","newValue":"Offer","date":1700000000000}""");
        Assert.Equal(("https://x.test/c", "c9", "a9", "New", "Offer"), (parsed.Url, parsed.Id, parsed.ApplicationId, parsed.OldValue, parsed.NewValue));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), parsed.Date);
    }

    [Fact]
    public void Of_duplicate_fields_the_last_one_counts() => Assert.Equal("second", Parse("""{"jobId":"first","jobId":"second"}""").JobId);

    [Theory]
    [InlineData("""{"candidateId":"a\u0000b"}""")]
    [InlineData("""{"candidateId":"\ud800"}""")]
    [InlineData("""{"candidateId":""}""")]
    [InlineData("""{"candidateId":{"a":1}}""")]
    [InlineData("""{"candidateId":null}""")]
    [InlineData("{}")]
    public void A_field_that_is_no_id_names_nothing(string body) => Assert.Null(Parse(body).CandidateId);

    [Fact]
    public void An_id_of_64_characters_is_taken_and_a_longer_one_is_not()
    {
        Assert.Equal(64, Parse($$"""{"candidateId":"{{new string('x', 64)}}"}""").CandidateId!.Length);
        Assert.Null(Parse($$"""{"candidateId":"{{new string('x', 65)}}"}""").CandidateId);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a b")]
    [InlineData("   ")]
    [InlineData("..")]
    [InlineData("a?b=c")]
    [InlineData("a%2Fb")]
    [InlineData("a\\u0001b")]
    [InlineData("a\\ud83d")]
    [InlineData("ä")]
    public void An_id_that_jobvite_cannot_have_given_out_is_left_out_and_said(string id)
    {
        var parsed = Parse($$"""{"candidateId":"{{id}}","applicationId":"a1"}""");

        Assert.Equal((null, "a1", true), (parsed.CandidateId, parsed.ApplicationId, parsed.NamesImpossibleId));
    }

    [Theory]
    [InlineData("""{"candidateId":""}""", false)]
    [InlineData("""{"candidateId":null}""", false)]
    [InlineData("""{"candidateId":"c1"}""", false)]
    [InlineData("""{"candidateId":{"id":"c1"}}""", true)]
    [InlineData("""{"candidateId":true}""", true)]
    public void An_id_that_is_missing_is_not_an_impossible_one(string body, bool impossible) => Assert.Equal(impossible, Parse(body).NamesImpossibleId);

    [Theory]
    [InlineData("""{"\ud83d":1,"candidateId":"c1"}""")]
    [InlineData("""{"candidateId":"c1","\ud83d":1}""")]
    [InlineData("""{"candidateId":"c0","\udc00":1,"candidateId":"c1","\ud83d":2}""")]
    public void Half_an_emoji_in_the_name_of_another_field_hides_no_id(string body) => Assert.Equal("c1", Parse(body).CandidateId);

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("\"text\"", "not a JSON object")]
    [InlineData("{\"a\":1", "not valid JSON")]
    [InlineData("{} {}", "not valid JSON")]
    public void What_is_no_object_is_refused_with_a_reason(string body, string reason)
    {
        Assert.False(WebhookEvent.TryParse(Encoding.UTF8.GetBytes(body), out _, out var problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Invalid_utf8_is_refused()
    {
        Assert.False(WebhookEvent.TryParse(new byte[] { (byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"', (byte)':', (byte)'1', (byte)'}' }, out _, out var problem));
        Assert.Contains("UTF-8", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Nesting_is_limited_to_64_levels(int depth, bool accepted)
    {
        var body = string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);
        Assert.Equal(accepted, WebhookEvent.TryParse(Encoding.UTF8.GetBytes(body), out _, out _));
    }

    [Fact]
    public void A_printed_event_shows_no_ids() => Assert.DoesNotContain("c1", Parse("""{"eventType":"x","candidateId":"c1"}""").ToString(), StringComparison.Ordinal);

    private static WebhookEvent Parse(string body)
    {
        Assert.True(WebhookEvent.TryParse(Encoding.UTF8.GetBytes(body), out var parsed, out var problem), problem);
        return parsed!;
    }
}
