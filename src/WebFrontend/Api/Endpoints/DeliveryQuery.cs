using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>Which deliveries are listed.</summary>
internal readonly record struct DeliveryQuery
{
    /// <summary>pending, delivered, retrying or dead.</summary>
    public string? Status { get; init; }

    /// <summary>A type of the feed, such as <c>application.stageChanged</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Changes that were stored at or after this time, or on this day or after.</summary>
    public string? DateFrom { get; init; }

    /// <summary>Changes that were stored before this time, or on this day or before.</summary>
    public string? DateTo { get; init; }

    public DeliveryFilter Read(InputErrors errors)
    {
        var filter = new DeliveryFilter
        {
            Status = EnumInput.Read<DeliveryStatus>(QueryText.Text(Status, "status", errors), "status", errors),
            Type = QueryText.Text(Type, "type", errors),
            From = QueryText.Instant(DateFrom, "dateFrom", errors),
            To = QueryText.End(DateTo, "dateTo", errors),
        };
        if (filter.Type is { } type && !FeedTypes.All.Contains(type))
        {
            errors.Add("type", $"must be one of {string.Join(", ", FeedTypes.All)}.");
        }

        if (filter.To < filter.From)
        {
            errors.Add("dateTo", "must not be before dateFrom.");
        }

        return filter;
    }
}
