using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend.Console.Records;

/// <summary>The colours of states, for <c>Status</c>. Workflow states and the like are Jobvite's customers' own words; the usual ones get a colour.</summary>
internal static class Tone
{
    public static string Of(WebhookStatus status) => status switch
    {
        WebhookStatus.Processed => "ok",
        WebhookStatus.Pending or WebhookStatus.Processing => "busy",
        WebhookStatus.Failed => "warn",
        WebhookStatus.Dead => "bad",
        _ => "quiet",
    };

    public static string OfJob(string? status) => status?.ToUpperInvariant() switch
    {
        "OPEN" or "APPROVED" => "ok",
        "AWAITING APPROVAL" or "ON HOLD" => "warn",
        _ => "quiet",
    };

    public static string OfState(string? workflowState) => workflowState?.ToUpperInvariant() switch
    {
        null => "quiet",
        var state when state.Contains("HIRED", StringComparison.Ordinal) => "ok",
        var state when state.Contains("OFFER", StringComparison.Ordinal) || state.Contains("INTERVIEW", StringComparison.Ordinal) => "info",
        var state when state.Contains("REJECT", StringComparison.Ordinal) || state.Contains("WITHDRAW", StringComparison.Ordinal) || state.Contains("DECLINE", StringComparison.Ordinal) => "quiet",
        _ => "info",
    };

    public static string OfTask(string? status) => status?.ToUpperInvariant() switch
    {
        "COMPLETED" or "COMPLETE" or "DONE" or "APPROVED" => "ok",
        "OVERDUE" or "REJECTED" or "FAILED" => "bad",
        _ => "info",
    };
}
