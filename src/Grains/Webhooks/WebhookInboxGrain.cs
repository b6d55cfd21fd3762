using Jobvite.Grains.Health;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Secrets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace Jobvite.Grains.Webhooks;

/// <summary>Where one company's webhooks arrive; the rules are <see cref="WebhookIntake"/>'s.</summary>
/// <remarks>
/// Reentrant, because a webhook waits for the database and the next one must join the same commit instead of waiting behind it.
/// Nothing is kept between two awaits but the signing key, what is under way, and counters of what is logged and hinted.
/// An attack on made-up companies leaves an activation each; they go after five minutes instead of fifteen.
/// </remarks>
[Reentrant, CollectionAgeLimit(Minutes = 5)]
internal sealed class WebhookInboxGrain(
    EventAppender appender,
    SecretProtector secrets,
    IOptions<WebhookOptions> options,
    TimeProvider time,
    GrainsInstruments instruments,
    ContactRecorder contacts,
    ILogger<WebhookInboxGrain> logger) : Grain, IWebhookInboxGrain, IInboxGrain
{
    private readonly HashSet<Task> _underWay = [];
    private SigningKeySource? _signingKeys;
    private WebhookIntake? _intake;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var companyId = CompanyKey.CompanyIdOf(this.GetPrimaryKeyString());
        _signingKeys = new SigningKeySource(companyId, GrainFactory, secrets, time);
        _intake = new WebhookIntake(
            companyId,
            _signingKeys,
            appender,
            new RefreshHinter(companyId, GrainFactory, time, logger),
            options.Value,
            time,
            logger,
            contacts);
        return Task.CompletedTask;
    }

    public async Task<WebhookReceipt> Receive(
        WebhookSource source, [Immutable] byte[] body, string? signature, CancellationToken cancellationToken = default)
    {
        var receiving = _intake!.Receive(source, body, signature, cancellationToken);
        _underWay.Add(receiving);
        try
        {
            var receipt = await receiving;
            instruments.WebhookReceived(receipt.Outcome);
            return receipt;
        }
        finally
        {
            _underWay.Remove(receiving);
        }
    }

    public async Task ConnectionChanged()
    {
        _signingKeys!.Drop();

        // How each of them ends is its sender's affair.
        await Task.WhenAll(_underWay).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }
}
