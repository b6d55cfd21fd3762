using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend.Console.Audit;

/// <summary>How the audit trail is spoken of.</summary>
internal static class AuditText
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        [AuditActions.Configure] = "Changed the settings",
        [AuditActions.Disconnect] = "Disconnected Jobvite",
        [AuditActions.RotateKeys] = "Made new RSA keys",
        [AuditActions.StartSync] = "Started a sync",
        [AuditActions.CancelSync] = "Cancelled a sync",
        ["deletions.approve"] = "Approved withheld deletions",
        [AuditActions.ReplayWebhooks] = "Replayed webhooks",
        [AuditActions.RefreshCandidate] = "Refreshed a candidate from Jobvite",
        [AuditActions.DownloadDocument] = "Downloaded a document",
        [AuditActions.ReadRaw] = "Read raw records",
        [AuditActions.Export] = "Exported records",
        ["candidate.erase"] = "Erased a candidate",
        ["candidate.export"] = "Exported a candidate's file",
        ["suppression.delete"] = "Lifted a suppression",
        ["endpoint.create"] = "Added a webhook endpoint",
        ["endpoint.update"] = "Changed a webhook endpoint",
        ["endpoint.delete"] = "Removed a webhook endpoint",
        ["endpoint.rotate"] = "Rotated an endpoint's secret",
        ["endpoint.replay"] = "Replayed an endpoint's deliveries",
        [AuditActions.UpdateMilestones] = "Changed milestones in Jobvite",
        [AuditActions.SignIn] = "Signed in",
        [AuditActions.SignOut] = "Signed out",
        [AuditActions.CreateSetupLink] = "Made a setup link",
        [AuditActions.OpenSetupLink] = "Opened a setup link",
        [AuditActions.RevokeSetupLink] = "Revoked a setup link",
        [AuditActions.SaveView] = "Saved a view of a list",
        [AuditActions.DeleteView] = "Deleted a view of a list",
        [AuditActions.UpdateNotices] = "Changed who is told of incidents",
        [AuditActions.TestNotices] = "Sent a test notice",
        [AuditActions.ReleaseCompany] = "Released a company",
        [AuditActions.SupportBundle] = "Downloaded a support bundle",
        [AuditActions.DrainSilo] = "Drained a silo",
        [AuditActions.UndrainSilo] = "Let a silo take companies again",
    };

    private static readonly string[] OfOperators = [AuditActions.ReleaseCompany, AuditActions.SupportBundle, AuditActions.DrainSilo, AuditActions.UndrainSilo, AuditActions.SignIn, AuditActions.SignOut, AuditActions.Export];

    /// <summary>Such as "Downloaded a document"; an action that is not known is shown by its name.</summary>
    public static string Of(string action) => Words.GetValueOrDefault(action, action);

    /// <summary>What the lists can be filtered by, in words.</summary>
    public static IEnumerable<(string Action, string Text)> Choices(bool operators) => Words
        .Where(one => operators == OfOperators.Contains(one.Key, StringComparer.Ordinal) || (!operators && one.Key is AuditActions.SignIn or AuditActions.SignOut or AuditActions.Export))
        .Select(one => (one.Key, one.Value));

    public static string Tone(string outcome) => outcome switch
    {
        AuditOutcomes.Success => "ok",
        AuditOutcomes.Started => "busy",
        AuditOutcomes.Refused or AuditOutcomes.Unknown => "warn",
        _ => "bad",
    };

    public static string Outcome(string outcome) => outcome switch
    {
        AuditOutcomes.Success => "Done",
        AuditOutcomes.Unknown => "Not known",
        _ => Layout.Spoken.Title(outcome),
    };

    /// <summary>The page of what it was done to; null when there is none.</summary>
    public static string? PathOf(AuditView line) => line switch
    {
        { Subject: null } => null,
        { Action: AuditActions.StartSync or AuditActions.CancelSync } => $"/sync/runs/{line.Subject}",
        { Action: AuditActions.ReplayWebhooks } when Guid.TryParse(line.Subject, out var id) => Records.RecordLink.Webhook(id),
        { Action: AuditActions.ReadRaw, Details: "webhook" } when Guid.TryParse(line.Subject, out var id) => Records.RecordLink.Webhook(id),
        { Action: AuditActions.ReadRaw, Details: "candidate" } => Records.RecordLink.Candidate(line.Subject),
        { Action: AuditActions.RefreshCandidate or "candidate.export" } => Records.RecordLink.Candidate(line.Subject),
        { Action: AuditActions.ReadRaw, Details: "job" } => Records.RecordLink.Job(line.Subject),
        { Action: AuditActions.ReadRaw, Details: "process" } or { Action: AuditActions.UpdateMilestones } => Records.RecordLink.Process(line.Subject),
        _ => null,
    };
}
