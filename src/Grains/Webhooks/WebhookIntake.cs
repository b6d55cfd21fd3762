using Jobvite.Client;
using Jobvite.Grains.Health;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;
using Jobvite.Storage;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Webhooks;

/// <summary>
/// Takes one company's webhooks: verify, keep, answer, hint. A plain class, so that its rules are tested without a cluster; used by
/// one grain only, between whose awaits nothing else runs.
/// </summary>
internal sealed partial class WebhookIntake(
    string companyId,
    SigningKeySource signingKeys,
    EventAppender appender,
    RefreshHinter hinter,
    WebhookOptions options,
    TimeProvider time,
    ILogger logger,
    ContactRecorder? contacts = null)
{
    /// <summary>How much of a signed body that cannot be read is kept, in bytes.</summary>
    public const int LongestUnreadableBody = 4096;

    /// <summary>How long a rotated or removed key may go on being accepted.</summary>
    public static readonly TimeSpan KeyLifetime = TimeSpan.FromSeconds(5);

    /// <summary>Before somebody is refused the key is asked for again, unless it is younger than this: a new key works at once, and an
    /// attack costs the tenant grain one question a second.</summary>
    public static readonly TimeSpan KeyDoubt = TimeSpan.FromSeconds(1);

    private readonly TokenBucket _rejectedLog = new(options.RejectedPerMinute);

    public async Task<WebhookReceipt> Receive(WebhookSource source, byte[] body, string? signature, CancellationToken cancellationToken)
    {
        SigningKey key;
        bool signed;
        try
        {
            (key, signed) = await Verify(body, signature).WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Not the sender's fault: it is told to come back, and nothing is lost.
            LogKeyUnavailable(exception);
            contacts?.WebhookRefused(companyId, WebhookTrouble.KeyUnreadable);
            return new WebhookReceipt(WebhookOutcome.Unavailable, Problem: "The key that checks its signature cannot be read at the moment.");
        }

        if (!key.IsConnected)
        {
            return new WebhookReceipt(WebhookOutcome.UnknownCompany);
        }

        if (!signed)
        {
            contacts?.WebhookRefused(companyId, string.IsNullOrEmpty(signature) ? WebhookTrouble.Unsigned : key.Key is null ? WebhookTrouble.NoKey : WebhookTrouble.BadSignature);
            return await Refuse(source, body, key, signature);
        }

        // The signature is over the bytes as they came; what is stored of them is another matter.
        return WebhookEvent.TryParse(body, out var webhook, out var problem) && webhook is not null
            ? await Keep(source, Storable(body, key), webhook)
            : await KeepUnreadable(source, Storable(body, key), body.Length, problem);
    }

    private static byte[] Storable(byte[] body, SigningKey key) => (key.Excluded ?? ExcludedFields.None).RemoveFromBody(key.KeepsEeoData ? body : EeoData.RemoveFromBody(body));

    private static bool Signs(SigningKey key, byte[] body, string? signature) =>
        key.Key is { Length: > 0 } && WebhookSignature.Verify(body, signature, key.Key);

    private async Task<(SigningKey Key, bool Signed)> Verify(byte[] body, string? signature)
    {
        var key = await signingKeys.Get(KeyLifetime);
        if (Signs(key, body, signature))
        {
            return (key, true);
        }

        var newest = await signingKeys.Get(KeyDoubt);
        return (newest, !ReferenceEquals(newest, key) && Signs(newest, body, signature));
    }

    private async Task<WebhookReceipt> Keep(WebhookSource source, byte[] body, WebhookEvent webhook)
    {
        var target = EventTarget.Of(source, webhook);
        var kept = NewEvent(source, body, signatureValid: true) with
        {
            Status = target.EntityId is null ? WebhookStatus.Processed : WebhookStatus.Pending,
            EventType = webhook.EventType,
            EntityId = target.EntityId,
            EntityKind = target.Kind,
            ApplicationId = target.ApplicationId,
            Note = target.Note,
        };
        // To the end, though the sender may have left: whoever deletes the company's data waits for what is under way here.
        var outcome = await appender.Append(kept, CancellationToken.None);
        if (outcome != AppendOutcome.Stored)
        {
            return NotStored(outcome);
        }

        contacts?.WebhookCame(companyId);

        if (kept.Status == WebhookStatus.Pending)
        {
            hinter.Hint(source.ToKind());
        }

        return new WebhookReceipt(WebhookOutcome.Accepted, kept.Id);
    }

    /// <param name="source">Where it came.</param>
    /// <param name="body">What may be stored of it.</param>
    /// <param name="arrived">How many bytes came.</param>
    /// <param name="problem">Why it cannot be read.</param>
    private async Task<WebhookReceipt> KeepUnreadable(WebhookSource source, byte[] body, int arrived, string? problem)
    {
        problem ??= "The body is not a JSON object.";
        LogUnreadable(source);
        var kept = NewEvent(source, body[..Math.Min(body.Length, LongestUnreadableBody)], signatureValid: true) with { Note = problem, BodyBytes = arrived };
        var outcome = await appender.Append(kept, CancellationToken.None);
        if (outcome != AppendOutcome.Stored)
        {
            return NotStored(outcome);
        }

        contacts?.WebhookCame(companyId);
        return new WebhookReceipt(WebhookOutcome.BadPayload, Problem: problem);
    }

    private WebhookReceipt NotStored(AppendOutcome outcome)
    {
        if (outcome != AppendOutcome.Failed)
        {
            return new WebhookReceipt(WebhookOutcome.Overloaded);
        }

        contacts?.WebhookRefused(companyId, WebhookTrouble.NotStored);
        return new WebhookReceipt(WebhookOutcome.Unavailable, Problem: "The database cannot store it at the moment.");
    }

    private async Task<WebhookReceipt> Refuse(WebhookSource source, byte[] body, SigningKey key, string? signature)
    {
        if (_rejectedLog.TryTake(time.GetUtcNow()))
        {
            var reason = key.Key is null ? "No webhook signing key is configured for this company."
                : string.IsNullOrEmpty(signature) ? $"The header {WebhookSignature.HeaderName} is missing."
                : "The signature does not match the body.";
            LogRefused(source, reason);

            // Not the body: nobody has shown that it is this company's. Whether the log's line could be stored does not change the answer; the
            // appender logs it if not.
            await appender.Append(NewEvent(source, [], signatureValid: false) with { Note = reason, BodyBytes = body.Length }, CancellationToken.None);
        }

        return new WebhookReceipt(WebhookOutcome.InvalidSignature);
    }

    private NewEvent NewEvent(WebhookSource source, byte[] body, bool signatureValid)
    {
        var now = time.GetUtcNow();
        return new()
        {
            Id = Guid.CreateVersion7(now),
            CompanyId = companyId,
            Source = source,
            ReceivedAt = now,
            Body = body,
            SignatureValid = signatureValid,
            Status = WebhookStatus.Rejected,
        };
    }

    [LoggerMessage(LogLevel.Error, "The webhook signing key could not be read; the sender was told to come back")]
    private partial void LogKeyUnavailable(Exception exception);

    [LoggerMessage(LogLevel.Warning, "A {Source} webhook was signed but could not be read")]
    private partial void LogUnreadable(WebhookSource source);

    [LoggerMessage(LogLevel.Warning, "A {Source} webhook was refused: {Reason}")]
    private partial void LogRefused(WebhookSource source, string reason);
}
