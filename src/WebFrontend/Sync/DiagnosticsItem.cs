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

    /// <summary>What is kept in step, and how often.</summary>
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
            SyncConfig = SyncConfigItem.Of(configuration.SyncConfig),
            Flags = new(
                configuration.HasApiSecret,
                configuration.HasWebhookSigningKey,
                configuration.HasServiceAccount,
                configuration.OurPublicRsaKey is not null,
                configuration.JobvitePublicRsaKey is not null),
            Counts = CountsItem.Of(diagnostics.Counts),
            Schedules = [.. diagnostics.Schedules.Select(ScheduleItem.Of)],
            Budget = BudgetItem.Of(diagnostics.Budget),
            LastSyncAt = configuration.LastSyncAt?.UtcDateTime,
            LastSyncStatus = configuration.LastSyncStatus is { } status ? Word.Of(status) : null,
            LastSyncError = configuration.LastError,
            Warnings = diagnostics.Warnings,
        };
    }
}
