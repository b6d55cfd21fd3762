using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Layout;

namespace Jobvite.WebFrontend.Console.Activity;

/// <summary>One of the colours of a chart.</summary>
/// <param name="Name">In the legend and at the head of the table's column.</param>
/// <param name="Class">Of the style sheet, <c>series-1</c> to <c>series-4</c>.</param>
/// <param name="Value">How many of a column's.</param>
public sealed record ChartSeries(string Name, string Class, Func<ActivityCount, int> Value)
{
    internal static readonly ChartSeries[] Applications = [new("Applications", "series-1", one => one.Applications)];

    internal static readonly ChartSeries[] Webhooks =
    [
        new("Processed", "series-2", one => one.WebhooksProcessed),
        new("Waiting", "series-1", one => one.WebhooksReceived - one.WebhooksProcessed - one.WebhooksDead - one.WebhooksRejected),
        new("Dead", "series-3", one => one.WebhooksDead),
        new("Rejected", "series-4", one => one.WebhooksRejected),
    ];

    /// <summary>The list behind a column of applications: who applied on that day.</summary>
    internal static string AppliedOn(DateOnly day) => Query.Link("/candidates", ("appliedFrom", Text(day)), ("appliedTo", Text(day)));

    /// <summary>The list behind a column of webhooks: what came on that day.</summary>
    internal static string ReceivedOn(DateOnly day) => Query.Link("/webhooks", ("dateFrom", Text(day)), ("dateTo", Text(day)));

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
