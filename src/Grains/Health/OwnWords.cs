using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Health;

/// <summary>
/// Texts of failures and incidents without what Jobvite said in its own words, which the company's pages show: nobody knows what is in it, and mails, chats,
/// support bundles and operators' pages go far. Pure.
/// </summary>
internal static partial class OwnWords
{
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Of(string? text) => text is null ? null : Quote().Replace(text, "");

    public static HealthReport Of(HealthReport report) => report with
    {
        Endpoints = [.. report.Endpoints.Select(one => one with { Error = Of(one.Error), WhatToDo = Of(one.WhatToDo) })],
        Webhooks = report.Webhooks with { WhatToDo = Of(report.Webhooks.WhatToDo) },
        Incidents = [.. report.Incidents.Select(Of)],
    };

    public static HealthPast Of(HealthPast past) => past with { Incidents = [.. past.Incidents.Select(Of)] };

    /// <summary>Also without the records that failed.</summary>
    public static SyncRun Of(SyncRun run) => run with { Error = Of(run.Error), Failures = [] };

    private static HealthIncident Of(HealthIncident incident) => incident with { Cause = Of(incident.Cause), Effect = Of(incident.Effect), WhatToDo = Of(incident.WhatToDo) };

    // Up to the last quotation mark, since what is quoted may have some of its own; a text that was cut may have lost it.
    [GeneratedRegex(""" ?Jobvite says: "(.*"\.?|.*)""", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Quote();
}
