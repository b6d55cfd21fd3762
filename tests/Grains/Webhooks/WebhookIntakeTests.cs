using System.Text;
using Jobvite.Client;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Webhooks;
using Jobvite.Storage;
using NSubstitute;

namespace Jobvite.Grains.Tests.Webhooks;

public class WebhookIntakeTests : WebhookIntakeFixture
{
    [Fact]
    public async Task A_signed_event_is_kept_as_it_came_and_its_grain_is_told()
    {
        var receipt = await Receive(StageChange);

        var kept = Assert.Single(Store.Events);
        Assert.Equal(new WebhookReceipt(WebhookOutcome.Accepted, kept.Id), receipt);
        Assert.Equal(StageChange, kept.Body);
        Assert.Equal(
            ("acme", WebhookSource.Candidate, WebhookStatus.Pending, true, "workflowUpdate", "a1", "a1", null),
            (kept.CompanyId, kept.Source, kept.Status, kept.SignatureValid, kept.EventType, kept.EntityId, kept.ApplicationId, kept.Note));
        Assert.Equal((EventEntity.Application, null), (kept.EntityKind, kept.BodyBytes));
        Assert.Equal(Time.GetUtcNow(), kept.ReceivedAt);
        await Candidates.Received(1).Refresh();
    }

    [Theory]
    [InlineData(false, """{"candidateId":"c1","application":{"eId":"a1"}}""", """{"candidateId":"c1",""" + "\"")]
    [InlineData(true, """{"candidateId":"c1","application":{"eId":"a1","gender":"f"}}""", """{"candidateId":"c1","gender":"f""")]
    public async Task EEO_data_are_stored_with_the_body_only_where_they_are_asked_for(bool asked, string stored, string unreadable)
    {
        Connect(Key, keepEeoData: asked);

        Assert.Equal(WebhookOutcome.Accepted, (await Receive("""{"candidateId":"c1","application":{"eId":"a1","gender":"f"}}"""u8.ToArray())).Outcome);
        Assert.Equal(WebhookOutcome.BadPayload, (await Receive("""{"candidateId":"c1","gender":"f"""u8.ToArray())).Outcome);

        Assert.Equal([stored, unreadable], Store.Events.Select(kept => Encoding.UTF8.GetString(kept.Body)));
    }

    [Fact]
    public async Task Excluded_fields_are_not_stored_with_the_body_and_nothing_of_one_that_cannot_be_read()
    {
        Connect(Key, excluded: ["candidate.contact", "application.resume"]);

        Assert.Equal(WebhookOutcome.Accepted, (await Receive("""{"candidateId":"c1","candidate":{"email":"a@b.c","eId":"c1"},"resume":"x"}"""u8.ToArray())).Outcome);
        Assert.Equal(WebhookOutcome.BadPayload, (await Receive("""{"candidateId":"c1","note":"a@b.c"""u8.ToArray())).Outcome);

        Assert.Equal(["""{"candidateId":"c1","candidate":{"eId":"c1"}}""", ""], Store.Events.Select(kept => Encoding.UTF8.GetString(kept.Body)));
        Assert.Equal(33, Store.Events[1].BodyBytes);
    }

    [Fact]
    public async Task The_grain_is_told_only_after_the_event_is_durable()
    {
        Store.HeldUp = new TaskCompletionSource();

        var receiving = Receive(StageChange);
        await Wait.Until(() => Store.Appending == 1);
        await Candidates.DidNotReceive().Refresh();
        Assert.False(receiving.IsCompleted);
        Store.HeldUp.SetResult();

        Assert.Equal(WebhookOutcome.Accepted, (await receiving).Outcome);
        await Candidates.Received(1).Refresh();
    }

    /// <summary>The inbox tells its tenant grain that nothing more will be written when nothing is under way.</summary>
    [Fact]
    public async Task An_event_whose_sender_left_is_under_way_until_it_is_stored()
    {
        Store.HeldUp = new TaskCompletionSource();
        using var sender = new CancellationTokenSource();

        var receiving = Receive(StageChange, sender.Token);
        await Wait.Until(() => Store.Appending == 1);
        await sender.CancelAsync();
        Assert.False(receiving.IsCompleted);
        Store.HeldUp.SetResult();

        Assert.Equal(WebhookOutcome.Accepted, (await receiving).Outcome);
        await Candidates.Received(1).Refresh();
    }

    [Fact]
    public async Task An_event_that_names_nothing_is_kept_as_processed_with_the_reason()
    {
        var receipt = await Receive("""{"eventType":"ping"}"""u8.ToArray());

        var kept = Assert.Single(Store.Events);
        Assert.Equal((WebhookOutcome.Accepted, kept.Id), (receipt.Outcome, receipt.EventId));
        Assert.Equal((WebhookStatus.Processed, null), (kept.Status, kept.EntityId));
        Assert.NotNull(kept.Note);
        await Candidates.DidNotReceive().Refresh();
    }

    [Fact]
    public async Task The_webhooks_of_a_company_that_is_not_connected_leave_no_trace()
    {
        Company.GetConnection().Returns((CompanyConnection?)null);

        Assert.Equal(new WebhookReceipt(WebhookOutcome.UnknownCompany), await Receive(StageChange));
        Assert.Empty(Store.Events);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("c2hvcnQ=")]
    public async Task A_missing_or_wrong_signature_is_refused_and_logged(string? signature)
    {
        var receipt = await Receive(StageChange, signature);

        var kept = Assert.Single(Store.Events);
        Assert.Equal(new WebhookReceipt(WebhookOutcome.InvalidSignature), receipt);
        Assert.Equal((WebhookStatus.Rejected, false, null), (kept.Status, kept.SignatureValid, kept.EntityId));
        Assert.NotNull(kept.Note);
        Assert.Equal((0, StageChange.Length), (kept.Body.Length, kept.BodyBytes));
    }

    [Fact]
    public async Task A_signature_of_another_body_or_in_hexadecimal_is_refused()
    {
        var hexadecimal = Convert.ToHexString(Convert.FromBase64String(WebhookSignature.Compute(StageChange, Key)));

        Assert.Equal(WebhookOutcome.InvalidSignature, (await Receive(StageChange, WebhookSignature.Compute("{}"u8, Key))).Outcome);
        Assert.Equal(WebhookOutcome.InvalidSignature, (await Receive(StageChange, hexadecimal)).Outcome);
    }

    [Fact]
    public async Task A_company_without_a_signing_key_takes_nothing_and_the_log_says_so()
    {
        Connect(key: null);

        Assert.Equal(WebhookOutcome.InvalidSignature, (await Receive(StageChange)).Outcome);
        Assert.Contains("No webhook signing key", Assert.Single(Store.Events).Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attack_does_not_fill_the_log()
    {
        var body = new byte[1_000_000];
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(WebhookOutcome.InvalidSignature, (await Receive(body, "forged")).Outcome);
        }

        Assert.Equal(3, Store.Events.Count);
        Assert.All(Store.Events, kept => Assert.Equal((0, 1_000_000), (kept.Body.Length, kept.BodyBytes)));
    }

    [Fact]
    public async Task Refused_webhooks_are_answered_the_same_when_the_log_cannot_be_written()
    {
        Store.Failure = _ => new StorageUnavailableException("The disk is full.");

        Assert.Equal(WebhookOutcome.InvalidSignature, (await Receive(StageChange, "forged")).Outcome);
    }

    public static TheoryData<byte[]> Rubbish => new()
    {
        Array.Empty<byte>(),
        "[]"u8.ToArray(),
        "null"u8.ToArray(),
        "{"u8.ToArray(),
        new byte[] { (byte)'{', 0xC3, 0x28, (byte)'}' },
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 70)) + "1" + new string('}', 70)),
    };

    [Theory]
    [MemberData(nameof(Rubbish))]
    public async Task A_signed_body_that_cannot_be_read_is_refused_with_the_problem_and_logged(byte[] body)
    {
        var receipt = await Receive(body);

        var kept = Assert.Single(Store.Events);
        Assert.Equal((WebhookOutcome.BadPayload, kept.Note), (receipt.Outcome, receipt.Problem));
        Assert.NotNull(kept.Note);
        Assert.Equal((WebhookStatus.Rejected, true), (kept.Status, kept.SignatureValid));
    }

    [Fact]
    public async Task Of_a_signed_body_that_cannot_be_read_the_beginning_and_the_size_are_kept()
    {
        await Receive(new byte[100_000]);

        var kept = Assert.Single(Store.Events);
        Assert.Equal((WebhookIntake.LongestUnreadableBody, 100_000), (kept.Body.Length, kept.BodyBytes));
    }

    [Fact]
    public async Task Of_a_body_whose_eeo_data_are_not_kept_the_size_is_the_one_that_came()
    {
        var body = Encoding.UTF8.GetBytes("""{"eventType":"workflowUpdate","gender":"Female",""");
        await Receive(body);

        var kept = Assert.Single(Store.Events);
        Assert.Equal(body.Length, kept.BodyBytes);
        Assert.True(kept.Body.Length < body.Length);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a b")]
    [InlineData("   ")]
    public async Task An_id_that_jobvite_cannot_have_given_out_is_processed_at_once(string id)
    {
        Assert.Equal(WebhookOutcome.Accepted, (await Receive(Encoding.UTF8.GetBytes($$"""{"candidateId":"{{id}}"}"""))).Outcome);

        var kept = Assert.Single(Store.Events);
        Assert.Equal((WebhookStatus.Processed, null), (kept.Status, kept.EntityId));
        Assert.Contains("cannot have given out", kept.Note, StringComparison.Ordinal);
        await Candidates.DidNotReceive().Refresh();
    }

    [Fact]
    public async Task A_body_with_a_null_character_is_kept_as_it_came()
    {
        var body = """{"candidateId":"c1","note":"\u0000"}"""u8.ToArray();

        Assert.Equal(WebhookOutcome.Accepted, (await Receive(body)).Outcome);
        Assert.Equal(body, Assert.Single(Store.Events).Body);
    }

    [Fact]
    public async Task A_sender_is_told_to_come_back_when_the_event_cannot_be_kept()
    {
        Store.Failure = _ => new StorageUnavailableException("The disk is full.");

        Assert.Equal(new WebhookReceipt(WebhookOutcome.Unavailable, Problem: "The database cannot store it at the moment."), await Receive(StageChange));
        await Candidates.DidNotReceive().Refresh();
    }
}
