using System.Globalization;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Layout;
using Jobvite.WebFrontend.Console.Records;

namespace Jobvite.WebFrontend.Console.Endpoints;

/// <summary>How an endpoint and its deliveries are doing, in words and colours.</summary>
internal static class EndpointText
{
    public const string Root = "/endpoints";

    public static string Link(Guid id) => $"{Root}/{id}";

    public static string Link(Guid id, Guid deliveryId) => $"{Root}/{id}/deliveries/{deliveryId}";

    /// <summary>What people call it; without a description, the host.</summary>
    public static string Name(WebhookEndpoint endpoint) =>
        endpoint.Description is { Length: > 0 } description ? description : Uri.TryCreate(endpoint.Url, UriKind.Absolute, out var url) ? url.Host : endpoint.Url;

    public static (string Text, string Tone) State(WebhookEndpoint endpoint) => endpoint switch
    {
        { Enabled: false, DisabledReason: not null } => ("Disabled by the service", "bad"),
        { Enabled: false } => ("Disabled", "quiet"),
        { FailingSince: not null } => ("Failing", "warn"),
        _ => ("Enabled", "ok"),
    };

    /// <summary>The share of the last day's attempts that succeeded; null without any. It is 100 % or 0 % only when it is exactly that.</summary>
    public static string? SuccessRate(WebhookEndpoint endpoint)
    {
        var attempts = endpoint.Succeeded + endpoint.Failed;
        if (attempts == 0)
        {
            return null;
        }

        var percent = 100.0 * endpoint.Succeeded / attempts;
        return endpoint switch
        {
            { Failed: 0 } => "100 %",
            { Succeeded: 0 } => "0 %",
            _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(percent, 0.1, 99.9):0.0} %"),
        };
    }

    /// <summary>Null without any success.</summary>
    public static string? MeanTime(WebhookEndpoint endpoint) => endpoint.MeanMilliseconds switch
    {
        null => null,
        < 1000 and { } ms => string.Create(CultureInfo.InvariantCulture, $"{ms:0} ms"),
        { } ms => string.Create(CultureInfo.InvariantCulture, $"{ms / 1000:0.0} s"),
    };

    public static string Waiting(WebhookEndpoint endpoint) => endpoint.Waiting >= 100_000 ? "100,000+" : Spoken.Count(endpoint.Waiting);

    public static string Types(WebhookEndpoint endpoint) => IsAll(endpoint) ? "All changes" : string.Join(", ", endpoint.Types);

    public static bool IsAll(WebhookEndpoint endpoint) => endpoint.Types.IsEmpty || endpoint.Types.Contains("*");

    public static string ToneOf(DeliveryStatus status) => status switch
    {
        DeliveryStatus.Delivered => "ok",
        DeliveryStatus.Pending => "busy",
        DeliveryStatus.Retrying => "warn",
        _ => "bad",
    };

    /// <summary>The page of the record that a change is about; null where there is none.</summary>
    public static string? RecordPage(Delivery delivery) => (FeedTypes.KindOf(delivery.Type), delivery.RecordId) switch
    {
        (_, null) => null,
        ("candidate", var id) => RecordLink.Candidate(id),
        ("job", var id) => RecordLink.Job(id),
        ("process", var id) => RecordLink.Process(id),
        _ => null,
    };
}
