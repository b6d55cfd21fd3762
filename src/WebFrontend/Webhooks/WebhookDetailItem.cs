using System.Text;
using System.Text.Json;
using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

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
