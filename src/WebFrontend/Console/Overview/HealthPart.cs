using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend.Console.Overview;

/// <summary>What health is shown of, a row each.</summary>
internal enum HealthPart
{
    Jobs,
    Candidates,
    Onboarding,
    Webhooks,
}

/// <summary>Which incidents are about which part.</summary>
internal static class HealthParts
{
    /// <summary>An incident of the whole company is one of each of its parts. One of the company's own endpoints is none's: Jobvite is well then.</summary>
    /// <param name="subject">See <see cref="HealthIncident.Subject"/>.</param>
    /// <param name="part">Of which it may be.</param>
    public static bool IsAbout(string subject, HealthPart part) => KindOf(subject) is { } kind
        ? part == Of(kind)
        : subject.Split(':') switch
        {
            ["webhooks", ..] => part is HealthPart.Webhooks,
            ["webhook-endpoint", ..] => false,
            ["settings", "onboarding-key"] => part is HealthPart.Onboarding,
            ["budget", "candidate"] => part is HealthPart.Candidates,
            ["budget", "requisition"] => part is HealthPart.Jobs,
            ["settings", "nothing"] or ["budget", "blocked"] => part is not HealthPart.Webhooks,
            _ => true,
        };

    /// <summary>The kind whose sync or endpoint an incident is about; null when it is about anything else.</summary>
    public static SyncKind? KindOf(string subject) => subject.Split(':') switch
    {
        ["run" or "schedule" or "withheld" or "deletions" or "endpoint", "jobs" or "job"] => SyncKind.Jobs,
        ["run" or "schedule" or "withheld" or "deletions" or "endpoint", "candidates" or "candidate"] => SyncKind.Candidates,
        ["run" or "schedule" or "withheld" or "deletions" or "endpoint", "onboarding"] => SyncKind.Onboarding,
        _ => null,
    };

    private static HealthPart Of(SyncKind kind) => kind switch
    {
        SyncKind.Jobs => HealthPart.Jobs,
        SyncKind.Candidates => HealthPart.Candidates,
        _ => HealthPart.Onboarding,
    };
}
