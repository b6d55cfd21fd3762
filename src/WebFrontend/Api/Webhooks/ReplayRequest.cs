using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>Which events go back into the queue.</summary>
internal sealed record ReplayRequest : IJsonRequest
{
    /// <inheritdoc/>
    public static bool MayBeEmpty => true;

    /// <summary>dead (default), failed, processed, pending or processing; rejected events are never applied.</summary>
    public string? Status { get; init; }

    /// <summary>Equal.</summary>
    public string? EventType { get; init; }

    /// <summary>candidate, job or onboarding.</summary>
    public string? Source { get; init; }

    /// <summary>Arrived at or after this time, or on this day or after.</summary>
    public string? DateFrom { get; init; }

    /// <summary>Arrived before this time, or on this day or before.</summary>
    public string? DateTo { get; init; }

    public WebhookFilter Read()
    {
        var errors = new InputErrors();
        var filter = new WebhookQuery { Status = Status, EventType = EventType, Source = Source, DateFrom = DateFrom, DateTo = DateTo }.Read(errors);
        if (filter.Status == WebhookStatus.Rejected)
        {
            errors.Add("status", "must not be rejected: rejected webhooks are never applied.");
        }

        errors.ThrowIfAny();
        return filter with { Status = filter.Status ?? WebhookStatus.Dead };
    }
}

/// <summary>Events are back in the queue.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">For a person.</param>
/// <param name="Count">How many.</param>
public sealed record ReplayAnswer(bool Success, string Message, int Count);
