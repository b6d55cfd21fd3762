using System.Collections.Immutable;
using System.Text;
using Jobvite.Client;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Secrets;
using Jobvite.Grains.Sync;
using Jobvite.Grains.Webhooks;
using Jobvite.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Jobvite.Grains.Tests.Webhooks;

public sealed class WebhookIntakeTests : IAsyncLifetime
{
    private const string Key = "a signing key";
    private static readonly byte[] StageChange = """{"eventType":"workflowUpdate","id":"c1","applicationId":"a1","newValue":"Hired"}"""u8.ToArray();

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));
    private readonly MemoryEventStore _store = new();
    private readonly IGrainFactory _grains = Substitute.For<IGrainFactory>();
    private readonly ICompanyGrain _company = Substitute.For<ICompanyGrain>();
    private readonly ICandidatesGrain _candidates = Substitute.For<ICandidatesGrain>();
    private readonly SecretProtector _secrets = new(new EphemeralDataProtectionProvider());
    private readonly EventAppender _appender;
    private readonly WebhookIntake _intake;

    public WebhookIntakeTests()
    {
        _grains.GetGrain<ICompanyGrain>("company:acme").Returns(_company);
        _grains.GetGrain<ICandidatesGrain>("company:acme").Returns(_candidates);
        Connect(Key);
        var options = new WebhookOptions { RejectedPerMinute = 3 };
        _appender = new EventAppender(_store, Options.Create(options), Instruments.Make(), NullLogger<EventAppender>.Instance);
        _intake = new WebhookIntake(
            "acme",
            new SigningKeySource("acme", _grains, _secrets, _time),
            _appender,
            new RefreshHinter("acme", _grains, _time, NullLogger.Instance),
            options,
            _time,
            NullLogger.Instance);
    }

    public async ValueTask InitializeAsync() => await _appender.StartAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => _appender.DisposeAsync();

    [Fact]
    public async Task A_signed_event_is_kept_as_it_came_and_its_grain_is_told()
    {
        var receipt = await Receive(StageChange);

        var kept = Assert.Single(_store.Events);
        Assert.Equal(new WebhookReceipt(WebhookOutcome.Accepted, kept.Id), receipt);
        Assert.Equal(StageChange, kept.Body);
        Assert.Equal(
            ("acme", WebhookSource.Candidate, WebhookStatus.Pending, true, "workflowUpdate", "c1", "a1", null),
            (kept.CompanyId, kept.Source, kept.Status, kept.SignatureValid, kept.EventType, kept.EntityId, kept.ApplicationId, kept.Note));
        Assert.Equal(_time.GetUtcNow(), kept.ReceivedAt);
        await _candidates.Received(1).Refresh();
    }

    [Fact]
    public async Task The_grain_is_told_only_after_the_event_is_durable()
    {
        _store.HeldUp = new TaskCompletionSource();

        var receiving = Receive(StageChange);
        await Conditions.Until(() => _store.Appending == 1);
        await _candidates.DidNotReceive().Refresh();
        Assert.False(receiving.IsCompleted);
        _store.HeldUp.SetResult();

        Assert.Equal(WebhookOutcome.Accepted, (await receiving).Outcome);
        await _candidates.Received(1).Refresh();
    }

    [Fact]
    public async Task An_event_that_names_nothing_is_kept_as_processed_with_the_reason()
    {
        var receipt = await Receive("""{"eventType":"ping"}"""u8.ToArray());

        var kept = Assert.Single(_store.Events);
        Assert.Equal((WebhookOutcome.Accepted, kept.Id), (receipt.Outcome, receipt.EventId));
        Assert.Equal((WebhookStatus.Processed, null), (kept.Status, kept.EntityId));
        Assert.NotNull(kept.Note);
        await _candidates.DidNotReceive().Refresh();
    }

    [Fact]
    public async Task The_webhooks_of_a_company_that_is_not_connected_leave_no_trace()
    {
        _company.GetConnection().Returns((CompanyConnection?)null);

        Assert.Equal(new WebhookReceipt(WebhookOutcome.UnknownCompany), await Receive(StageChange));
        Assert.Empty(_store.Events);
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

        var kept = Assert.Single(_store.Events);
        Assert.Equal(new WebhookReceipt(WebhookOutcome.InvalidSignature), receipt);
        Assert.Equal((WebhookStatus.Rejected, false, null), (kept.Status, kept.SignatureValid, kept.EntityId));
        Assert.NotNull(kept.Note);
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
        Assert.Contains("No webhook signing key", Assert.Single(_store.Events).Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attack_does_not_fill_the_log()
    {
        var body = new byte[1_000_000];
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(WebhookOutcome.InvalidSignature, (await Receive(body, "forged")).Outcome);
        }

        Assert.Equal(3, _store.Events.Count);
        Assert.All(_store.Events, kept => Assert.Equal(WebhookIntake.LongestRejectedBody, kept.Body.Length));
    }

    [Fact]
    public async Task Refused_webhooks_are_answered_the_same_when_the_log_cannot_be_written()
    {
        _store.Failure = _ => new StorageUnavailableException("The disk is full.");

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

        var kept = Assert.Single(_store.Events);
        Assert.Equal((WebhookOutcome.BadPayload, kept.Note), (receipt.Outcome, receipt.Problem));
        Assert.NotNull(kept.Note);
        Assert.Equal((WebhookStatus.Rejected, true), (kept.Status, kept.SignatureValid));
    }

    [Fact]
    public async Task A_body_with_a_null_character_is_kept_as_it_came()
    {
        var body = """{"candidateId":"c1","note":"\u0000"}"""u8.ToArray();

        Assert.Equal(WebhookOutcome.Accepted, (await Receive(body)).Outcome);
        Assert.Equal(body, Assert.Single(_store.Events).Body);
    }

    [Fact]
    public async Task A_sender_is_told_to_come_back_when_the_event_cannot_be_kept()
    {
        _store.Failure = _ => new StorageUnavailableException("The disk is full.");

        Assert.Equal(new WebhookReceipt(WebhookOutcome.Overloaded), await Receive(StageChange));
        await _candidates.DidNotReceive().Refresh();
    }

    [Fact]
    public async Task A_sender_is_told_to_come_back_when_the_company_cannot_be_asked()
    {
        _company.GetConnection().Returns(Task.FromException<CompanyConnection?>(new TimeoutException()));
        Assert.Equal(WebhookOutcome.Overloaded, (await Receive(StageChange)).Outcome);

        Connect(Key);
        Assert.Equal(WebhookOutcome.Accepted, (await Receive(StageChange)).Outcome);
    }

    [Fact]
    public async Task A_sender_is_told_to_come_back_when_the_stored_key_does_not_open()
    {
        var connection = Connection(Key);
        _company.GetConnection().Returns(connection with
        {
            ProtectedSecrets = connection.ProtectedSecrets.SetItem(
                SecretField.WebhookSigningKey, _secrets.Protect("other", SecretField.WebhookSigningKey, Key)),
        });

        Assert.Equal(WebhookOutcome.Overloaded, (await Receive(StageChange)).Outcome);
        Assert.Empty(_store.Events);
    }

    [Fact]
    public async Task A_burst_asks_for_the_key_once()
    {
        for (var i = 0; i < 50; i++)
        {
            await Receive(StageChange);
        }

        await _company.Received(1).GetConnection();
    }

    [Fact]
    public async Task An_attack_asks_for_the_key_once_a_second()
    {
        for (var i = 0; i < 50; i++)
        {
            await Receive(StageChange, "forged");
        }

        await _company.Received(1).GetConnection();
    }

    [Fact]
    public async Task A_new_key_works_after_a_second_and_the_old_one_not_after_five()
    {
        await Receive(StageChange);
        Connect("a new key");

        _time.Advance(TimeSpan.FromSeconds(1.1));
        Assert.Equal(WebhookOutcome.Accepted, (await Receive(StageChange, WebhookSignature.Compute(StageChange, "a new key"))).Outcome);
        _time.Advance(TimeSpan.FromSeconds(5.1));
        Assert.Equal(WebhookOutcome.InvalidSignature, (await Receive(StageChange, WebhookSignature.Compute(StageChange, Key))).Outcome);
    }

    [Fact]
    public async Task A_disconnected_company_takes_nothing_after_five_seconds()
    {
        await Receive(StageChange);
        _company.GetConnection().Returns((CompanyConnection?)null);

        _time.Advance(TimeSpan.FromSeconds(5.1));

        Assert.Equal(WebhookOutcome.UnknownCompany, (await Receive(StageChange)).Outcome);
    }

    private Task<WebhookReceipt> Receive(byte[] body) => Receive(body, WebhookSignature.Compute(body, Key));

    private Task<WebhookReceipt> Receive(byte[] body, string? signature) =>
        _intake.Receive(WebhookSource.Candidate, body, signature, TestContext.Current.CancellationToken);

    private void Connect(string? key) => _company.GetConnection().Returns(Connection(key));

    private CompanyConnection Connection(string? key) => new()
    {
        CompanyId = "acme",
        Version = 1,
        Environment = JobviteEnvironment.Stage,
        AuthScheme = JobviteAuthScheme.Hmac,
        Settings = new SyncSettings(),
        ProtectedSecrets = key is null
            ? ImmutableDictionary<string, string>.Empty
            : ImmutableDictionary<string, string>.Empty.Add(
                SecretField.WebhookSigningKey, _secrets.Protect("acme", SecretField.WebhookSigningKey, key)),
    };
}
