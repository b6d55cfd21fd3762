using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend.Console.Activity;

/// <summary>One of the colours of a chart.</summary>
/// <param name="Name">In the legend and at the head of the table's column.</param>
/// <param name="Class">Of the style sheet, <c>series-1</c> to <c>series-4</c>.</param>
/// <param name="Value">How many of a column's.</param>
public sealed record ChartSeries(string Name, string Class, Func<ActivityCount, int> Value)
{
    internal static readonly ChartSeries[] NewCandidates = [new("New candidates", "series-1", one => one.NewCandidates)];

    internal static readonly ChartSeries[] Webhooks =
    [
        new("Processed", "series-2", one => one.WebhooksProcessed),
        new("Waiting", "series-1", one => one.WebhooksReceived - one.WebhooksProcessed - one.WebhooksDead - one.WebhooksRejected),
        new("Dead", "series-3", one => one.WebhooksDead),
        new("Rejected", "series-4", one => one.WebhooksRejected),
    ];
}
