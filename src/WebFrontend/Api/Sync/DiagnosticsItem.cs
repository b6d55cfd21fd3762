using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>Everything about a company's sync at a glance.</summary>
public sealed record DiagnosticsItem
{
    internal static DiagnosticsItem NotConfigured { get; } = new()
    {
        Configured = false,
        Warnings = ["No Jobvite company is connected for this tenant; connect one with POST /api/integrations/jobvite/config."],
    };

    /// <summary>A company is connected.</summary>
    public required bool Configured { get; init; }

    /// <summary>Stage or Production.</summary>
    public string? Environment { get; init; }

    /// <summary>Jobvite's id of the company.</summary>
    public string? CompanyId { get; init; }

    /// <summary>What is synced, and how often.</summary>
    public SyncConfigItem? SyncConfig { get; init; }

    /// <summary>Which secrets are stored.</summary>
    public CredentialFlags? Flags { get; init; }

    /// <summary>How much is stored.</summary>
    public CountsItem? Counts { get; init; }

    /// <summary>When each kind ran last and runs next.</summary>
    public IReadOnlyList<ScheduleItem> Schedules { get; init; } = [];

    /// <summary>What has been spent of Jobvite's limits.</summary>
    public BudgetItem? Budget { get; init; }

    /// <summary>When the last run ended or, while one is under way, began.</summary>
    public DateTime? LastSyncAt { get; init; }

    /// <summary>success, partial, failed, running, cancelled or null.</summary>
    public string? LastSyncStatus { get; init; }

    /// <summary>One sentence, or null.</summary>
    public string? LastSyncError { get; init; }

    /// <summary>What is not in order and what to do.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    internal static DiagnosticsItem Of(SyncDiagnostics diagnostics)
    {
        var configuration = diagnostics.Configuration;
        return new()
        {
            Configured = true,
            Environment = EnvironmentName.Of(configuration.Environment),
            CompanyId = configuration.CompanyId,
            SyncConfig = Items.Of(configuration.SyncConfig),
            Flags = new(
                configuration.HasApiSecret,
                configuration.HasWebhookSigningKey,
                configuration.HasServiceAccount,
                configuration.OurPublicRsaKey is not null,
                configuration.JobvitePublicRsaKey is not null),
            Counts = Items.Of(diagnostics.Counts),
            Schedules = [.. diagnostics.Schedules.Select(Items.Of)],
            Budget = Items.Of(diagnostics.Budget),
            LastSyncAt = configuration.LastSyncAt?.UtcDateTime,
            LastSyncStatus = configuration.LastSyncStatus is { } status ? EnumText.Of(status) : null,
            LastSyncError = configuration.LastError,
            Warnings = diagnostics.Warnings,
        };
    }
}

/// <summary>What has been spent of Jobvite's limits.</summary>
/// <param name="Windows">Each limit.</param>
/// <param name="Waiting">Requests that wait for their turn.</param>
/// <param name="BlockedUntil">Nothing is sent before this time; null when nothing stands in the way.</param>
/// <param name="BlockedBy">Which limit stands in the way.</param>
public sealed record BudgetItem(IReadOnlyList<BudgetWindowItem> Windows, int Waiting, DateTime? BlockedUntil, string? BlockedBy);

/// <summary>One of Jobvite's limits.</summary>
/// <param name="Window">minute, hour, candidateDay, requisitionDay or throttled.</param>
/// <param name="Used">Requests sent.</param>
/// <param name="Limit">Requests allowed.</param>
/// <param name="ResetsAt">When counting begins anew.</param>
/// <param name="AvailableAt">When the next request may be sent as far as this limit goes; null when it may be now.</param>
public sealed record BudgetWindowItem(string Window, int Used, int Limit, DateTime? ResetsAt, DateTime? AvailableAt = null);

/// <summary>How much is stored; deleted records are not counted.</summary>
/// <param name="Jobs">Jobs.</param>
/// <param name="Candidates">Candidates.</param>
/// <param name="Applications">Applications of candidates.</param>
/// <param name="Documents">Documents of candidates.</param>
/// <param name="Onboarding">Onboarding processes.</param>
/// <param name="OnboardingTasks">Onboarding tasks.</param>
/// <param name="WebhooksPending">Events that wait for their refresh.</param>
/// <param name="WebhooksDead">Events that failed permanently.</param>
public sealed record CountsItem(
    long Jobs, long Candidates, long Applications, long Documents, long Onboarding, long OnboardingTasks, long WebhooksPending, long WebhooksDead);

/// <summary>Which secrets and keys are stored.</summary>
/// <param name="HasApiSecret">For v2.</param>
/// <param name="HasWebhookSigningKey">For webhooks.</param>
/// <param name="HasServiceAccount">For onboarding.</param>
/// <param name="HasOurRsaKey">For onboarding.</param>
/// <param name="HasJobviteRsaKey">For onboarding.</param>
public sealed record CredentialFlags(bool HasApiSecret, bool HasWebhookSigningKey, bool HasServiceAccount, bool HasOurRsaKey, bool HasJobviteRsaKey);

/// <summary>When one kind ran last and runs next.</summary>
/// <param name="Kind">jobs, candidates or onboarding.</param>
/// <param name="Enabled">Switched on.</param>
/// <param name="NextDueAt">When it runs next; null when switched off.</param>
/// <param name="NextMode">incremental or full.</param>
/// <param name="LastRun">The last run, or null.</param>
/// <param name="Withheld">A deletion that waits for a person, or null.</param>
public sealed record ScheduleItem(string Kind, bool Enabled, DateTime? NextDueAt, string? NextMode, RunItem? LastRun, WithheldItem? Withheld = null);

/// <summary>So many records were missing at Jobvite that none was marked as deleted.</summary>
/// <param name="RunId">The run that found them missing.</param>
/// <param name="At">When that run ended.</param>
/// <param name="Missing">How many were missing.</param>
/// <param name="Live">Of how many.</param>
/// <param name="CanBeApproved">Whether `POST …/sync/runs/{runId}/deletions/approve` can mark them; not when an earlier version withheld them.</param>
public sealed record WithheldItem(Guid RunId, DateTime At, int Missing, int Live, bool CanBeApproved);
