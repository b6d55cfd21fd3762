using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Layout;

namespace Jobvite.WebFrontend.Console.Candidates;

/// <summary>How the events of a candidate's story are spoken of.</summary>
internal static class StoryText
{
    public static string Of(StoryChange change) => (FeedTypes.KindOf(change.Type), FeedTypes.OperationOf(change.Type)) switch
    {
        ("candidate", "created") => "Person added",
        ("candidate", "deleted") => "No longer listed in Jobvite",
        ("candidate", "restored") => "Listed in Jobvite again",
        ("candidate", _) => "Person changed",
        ("application", "created") => "Application added",
        ("application", "deleted") => "Application no longer listed in Jobvite",
        ("application", "restored") => "Application listed in Jobvite again",
        ("application", _) => "Application changed",
        ("document", "created") => "Document added",
        ("document", "deleted") => "Document removed",
        ("document", _) => "Document changed",
        ("process", "created") => "Onboarding process added",
        ("process", "deleted") => "Onboarding process no longer listed in Jobvite",
        ("process", "restored") => "Onboarding process listed in Jobvite again",
        ("process", _) => "Onboarding process changed",
        _ => change.Type,
    };

    /// <summary>The names of what changed; null when the text says it all.</summary>
    public static string? Fields(StoryChange change)
    {
        if (FeedTypes.OperationOf(change.Type) != "updated")
        {
            return null;
        }

        var named = change.Fields.Where(field => field != "workflow_state").Select(field => field.Replace('_', ' ')).ToList();
        return named.Count > 0 ? Spoken.Title(string.Join(", ", named)) : change.Fields.IsEmpty ? "Details that are in the raw record only" : null;
    }

    public static string Tone(StoryEvent one) => one switch
    {
        { Change.Type: var type } => FeedTypes.OperationOf(type) switch { "deleted" => "bad", "restored" or "created" => "ok", _ => "info" },
        { Webhook: { } webhook } => Records.Tone.Of(webhook.Status),
        { Act.Outcome: not AuditOutcomes.Success } => "warn",
        { Act: not null } => "quiet",
        _ => "ok",
    };

    /// <summary>Why what is shown is not newer, in a sentence or two.</summary>
    public static string Why(CandidateReading reading) => reading switch
    {
        { WaitingWebhooks: > 0, WaitsFor: { } reason } => $"{Announced(reading)} {reason}",
        { WaitingWebhooks: > 0 } => $"{Announced(reading)} It is read as soon as a request is free.",
        { CanRefresh: false } => "Candidates are not synced: Jobvite is disconnected, or the settings switch candidates off.",
        { Running: not null } => "A sync is running. It reads what has changed in Jobvite.",
        _ => "Nothing newer is known here. Jobvite is asked again with the next sync, or as soon as a webhook names this person.",
    };

    private static string Announced(CandidateReading reading) => reading.WaitingWebhooks == 1
        ? "A webhook announced something newer and waits."
        : $"{Spoken.Count(reading.WaitingWebhooks)} webhooks announced something newer and wait.";
}
