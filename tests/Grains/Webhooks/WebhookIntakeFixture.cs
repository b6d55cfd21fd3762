using System.Collections.Immutable;
using Jobvite.Client;
using Jobvite.Grains.Candidates;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Secrets;
using Jobvite.Grains.Webhooks;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Jobvite.Grains.Tests.Webhooks;

/// <summary>One company's intake on a clock, a store and neighbours that the tests command.</summary>
public abstract class WebhookIntakeFixture : IAsyncLifetime
{
    protected const string Key = "a signing key";
    protected static readonly byte[] StageChange = """{"eventType":"workflowUpdate","id":"c1","applicationId":"a1","newValue":"Hired"}"""u8.ToArray();

    private readonly IGrainFactory _grains = Substitute.For<IGrainFactory>();
    private readonly EventAppender _appender;
    private readonly WebhookIntake _intake;

    protected WebhookIntakeFixture()
    {
        _grains.GetGrain<ICompanyGrain>("company:acme").Returns(Company);
        _grains.GetGrain<ICandidatesGrain>("company:acme").Returns(Candidates);
        Connect(Key);
        var options = new WebhookOptions { RejectedPerMinute = 3 };
        _appender = new EventAppender(Store, Options.Create(options), Instruments.Make(), NullLogger<EventAppender>.Instance);
        _intake = new WebhookIntake(
            "acme",
            new SigningKeySource("acme", _grains, Secrets, Time),
            _appender,
            new RefreshHinter("acme", _grains, Time, NullLogger.Instance),
            options,
            Time,
            NullLogger.Instance);
    }

    private protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));

    private protected MemoryEventStore Store { get; } = new();

    private protected ICompanyGrain Company { get; } = Substitute.For<ICompanyGrain>();

    private protected ICandidatesGrain Candidates { get; } = Substitute.For<ICandidatesGrain>();

    private protected SecretProtector Secrets { get; } = new(new EphemeralDataProtectionProvider());

    public async ValueTask InitializeAsync() => await _appender.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _appender.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected Task<WebhookReceipt> Receive(byte[] body) => Receive(body, WebhookSignature.Compute(body, Key));

    private protected Task<WebhookReceipt> Receive(byte[] body, CancellationToken sender) =>
        _intake.Receive(WebhookSource.Candidate, body, WebhookSignature.Compute(body, Key), sender);

    private protected Task<WebhookReceipt> Receive(byte[] body, string? signature) =>
        _intake.Receive(WebhookSource.Candidate, body, signature, TestContext.Current.CancellationToken);

    private protected void Connect(string? key, bool keepEeoData = false, params ImmutableArray<string> excluded) =>
        Company.GetConnection().Returns(Connection(key) with { Settings = new SyncSettings { StoreEeoData = keepEeoData, ExcludedFields = excluded } });

    private protected CompanyConnection Connection(string? key) => new()
    {
        CompanyId = "acme",
        Version = 1,
        Environment = JobviteEnvironment.Stage,
        AuthScheme = JobviteAuthScheme.Hmac,
        Settings = new SyncSettings(),
        ProtectedSecrets = key is null
            ? ImmutableDictionary<string, string>.Empty
            : ImmutableDictionary<string, string>.Empty.Add(
                SecretField.WebhookSigningKey, Secrets.Protect("acme", SecretField.WebhookSigningKey, key)),
    };
}
