using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Sync;

namespace Jobvite.WebFrontend.Console.Overview;

/// <summary>What needs somebody, the worst first: the open incidents of the company's health, and what its settings leave out.</summary>
internal static class OpenProblems
{
    /// <param name="health">How the company stands.</param>
    /// <param name="diagnostics">Its settings, and the last run of each kind.</param>
    /// <param name="ended">The last run of each kind that ended.</param>
    public static IReadOnlyList<OpenProblem> Of(HealthReport health, SyncDiagnostics diagnostics, IReadOnlyDictionary<SyncKind, SyncRun> ended)
    {
        var open = health.Incidents.Where(one => one.EndedAt is null).ToList();
        return [.. open.Select(one => Incident(one, diagnostics, ended)).Concat(Settings(diagnostics, open)).OrderBy(problem => problem.Tone == "bad" ? 0 : 1)];
    }

    private static OpenProblem Incident(HealthIncident incident, SyncDiagnostics diagnostics, IReadOnlyDictionary<SyncKind, SyncRun> ended)
    {
        var kind = HealthParts.KindOf(incident.Subject);
        var resting = kind is { } one && diagnostics.Schedules.FirstOrDefault(schedule => schedule.Kind == one)?.LastRun is not { IsEnded: false };
        return new(incident.Severe ? "bad" : "warn", incident.Cause, $"{incident.Effect} {incident.WhatToDo}".Trim())
        {
            Link = incident.Subject switch
            {
                "webhooks:dead" => ("Review and replay", "/webhooks?status=dead"),
                "webhooks:rejecting" => ("Review", "/webhooks?status=rejected"),
                "webhooks:no-key" => ("Add the key", "/connect#webhooks"),
                "webhooks:waiting" => ("Review", "/webhooks?status=pending"),
                "settings:onboarding-key" => ("Add the key", "/connect#onboarding"),
                "settings:unreadable" => ("Enter them again", "/connect"),
                "settings:nothing" => ("Turn on", "/connect#sync"),
                ['e', 'n', 'd', ..] => ("Check the settings", "/connect"),
                ['r', 'u', 'n', ..] when kind is { } of && ended.GetValueOrDefault(of) is { } run => ("View run", RunText.PathOf(run)),
                ['w', 'i', 't', ..] when diagnostics.Schedules.FirstOrDefault(schedule => schedule.Kind == kind)?.Withheld is { } withheld => ("Review", $"/sync/runs/{withheld.RunId}"),
                _ => null,
            },
            Sync = resting ? kind : null,
            Since = incident.StartedAt,
        };
    }

    private static IEnumerable<OpenProblem> Settings(SyncDiagnostics diagnostics, List<HealthIncident> open)
    {
        if (!diagnostics.Configuration.HasWebhookSigningKey && !open.Exists(one => one.Subject == "webhooks:no-key"))
        {
            yield return new("warn", "Webhooks are refused", "No signing key is stored, so webhooks cannot be verified. Until there is one, changes arrive with the next sync.")
            {
                Link = ("Add the key", "/connect#webhooks"),
            };
        }

        var said = open.Select(one => one.ToString()).ToHashSet(StringComparer.Ordinal);
        foreach (var sentence in diagnostics.Warnings.Where(one => !said.Contains(one) && !IsAboutKeys(one)))
        {
            yield return new("warn", "Note", sentence);
        }
    }

    // Said above in other words, with a button.
    private static bool IsAboutKeys(string sentence) =>
        sentence.StartsWith("Webhooks are refused until", StringComparison.Ordinal) || sentence.StartsWith("Onboarding cannot be read until", StringComparison.Ordinal);
}
