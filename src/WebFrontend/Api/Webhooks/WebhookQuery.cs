using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>Which events are listed.</summary>
internal readonly record struct WebhookQuery
{
    /// <summary>Equal.</summary>
    public string? EventType { get; init; }

    /// <summary>candidate, job or onboarding.</summary>
    public string? Source { get; init; }

    /// <summary>true or false.</summary>
    public string? SignatureValid { get; init; }

    /// <summary>true or false.</summary>
    public string? Processed { get; init; }

    /// <summary>pending, processing, processed, failed, dead or rejected.</summary>
    public string? Status { get; init; }

    /// <summary>Arrived at or after this time, or on this day or after.</summary>
    public string? DateFrom { get; init; }

    /// <summary>Arrived before this time, or on this day or before.</summary>
    public string? DateTo { get; init; }

    public WebhookFilter Read(InputErrors errors)
    {
        var filter = new WebhookFilter
        {
            EventType = QueryText.Text(EventType, "eventType", errors),
            Source = EnumInput.Read<WebhookSource>(QueryText.Text(Source, "source", errors), "source", errors),
            SignatureValid = QueryText.Flag(SignatureValid, "signatureValid", errors),
            Processed = QueryText.Flag(Processed, "processed", errors),
            Status = EnumInput.Read<WebhookStatus>(QueryText.Text(Status, "status", errors), "status", errors),
            DateFrom = QueryText.Instant(DateFrom, "dateFrom", errors),
            DateTo = QueryText.End(DateTo, "dateTo", errors),
        };
        if (filter.DateTo < filter.DateFrom)
        {
            errors.Add("dateTo", "must not be before dateFrom.");
        }

        return filter;
    }
}
