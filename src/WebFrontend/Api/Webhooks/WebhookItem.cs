using System.Text;
using System.Text.Json;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>An event in the log.</summary>
public record WebhookItem
{
    internal WebhookItem(WebhookView view)
    {
        Id = view.Id;
        Timestamp = view.Timestamp.UtcDateTime;
        EventType = view.EventType;
        Source = EnumText.Of(view.Source);
        JobviteEntityId = view.JobviteEntityId;
        SignatureValid = view.SignatureValid;
        Processed = view.Status == WebhookStatus.Processed;
        Status = EnumText.Of(view.Status);
        Attempts = view.Attempts;
        NextAttemptAt = view.NextAttemptAt?.UtcDateTime;
        ProcessedAt = view.ProcessedAt?.UtcDateTime;
        ErrorMessage = view.ErrorMessage;
        BodyBytes = view.BodyBytes;
    }

    /// <summary>The event's id.</summary>
    public Guid Id { get; }

    /// <summary>When it arrived.</summary>
    public DateTime Timestamp { get; }

    /// <summary>As Jobvite named it.</summary>
    public string? EventType { get; }

    /// <summary>candidate, job or onboarding: the address that was called.</summary>
    public string Source { get; }

    /// <summary>Jobvite's id of the record that it is about; of an application whose candidate is not known yet, the application's.</summary>
    public string? JobviteEntityId { get; }

    /// <summary>The signature was right.</summary>
    public bool SignatureValid { get; }

    /// <summary>It has been applied.</summary>
    public bool Processed { get; }

    /// <summary>pending, processing, processed, failed, dead or rejected.</summary>
    public string Status { get; }

    /// <summary>How often it has been tried; not counted is what Jobvite did not answer at all.</summary>
    public int Attempts { get; }

    /// <summary>When it is tried next.</summary>
    public DateTime? NextAttemptAt { get; }

    /// <summary>When it was applied.</summary>
    public DateTime? ProcessedAt { get; }

    /// <summary>Why the last attempt failed, what the event waits for, or why there was nothing to do.</summary>
    public string? ErrorMessage { get; }

    /// <summary>The size of the body in bytes; null when that was not kept.</summary>
    public int? BodyBytes { get; }
}

/// <summary>An event with what was sent.</summary>
public sealed record WebhookDetailItem : WebhookItem
{
    internal WebhookDetailItem(WebhookDetail detail)
        : base(detail.Event)
    {
        History = [.. detail.History.Select(a => new WebhookAttemptItem(a.At.UtcDateTime, a.Error))];
        var bytes = detail.Payload.IsDefault ? [] : detail.Payload.AsSpan();
        if (!detail.Event.SignatureValid)
        {
            return;
        }

        try
        {
            var text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
            Payload = RawJson.TryParse(text.TrimStart('\uFEFF'));
            PayloadText = Payload is null ? text : null;
        }
        catch (DecoderFallbackException)
        {
            PayloadBase64 = Convert.ToBase64String(bytes);
        }
    }

    /// <summary>The body, when it is JSON; half an emoji in it is shown as U+FFFD. Null, like the other two, when it was not signed: then it is not kept.</summary>
    public JsonElement? Payload { get; }

    /// <summary>The body, when it is text but not JSON.</summary>
    public string? PayloadText { get; }

    /// <summary>The body, when it is not even UTF-8.</summary>
    public string? PayloadBase64 { get; }

    /// <summary>The attempts, oldest first, at most 50.</summary>
    public IReadOnlyList<WebhookAttemptItem> History { get; }
}

/// <summary>One attempt to apply an event.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Error">Why it failed; null when it did not.</param>
public sealed record WebhookAttemptItem(DateTime At, string? Error);

/// <summary>A page of the log, newest first.</summary>
/// <param name="Webhooks">The events.</param>
/// <param name="Pagination">Where the page stands.</param>
public sealed record WebhookPage(IReadOnlyList<WebhookItem> Webhooks, Pagination Pagination);
