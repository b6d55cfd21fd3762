using System.Collections.Immutable;
using System.Security.Cryptography;
using Jobvite.Grains.Health;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;
using Jobvite.Grains.Secrets;
using Jobvite.Storage;

namespace Jobvite.Grains.Tenants;

/// <summary>A company's settings and health as its owner may see them.</summary>
internal sealed class CompanyViews(
    IRunStore runs, IRecordReader records, HealthReader health, IGrainFactory grains, SecretProtector protector, ExclusionWarnings exclusions, TimeProvider time)
{
    public async Task<CompanyConfiguration> Configuration(string companyId, CompanyState state) =>
        Configuration(companyId, state, await runs.GetHistory(companyId, CancellationToken.None), await exclusions.OfScrub(companyId, CancellationToken.None));

    public async Task<SyncDiagnostics> Diagnostics(string companyId, CompanyState state, CancellationToken cancellationToken)
    {
        var history = await runs.GetHistory(companyId, cancellationToken);
        var scrub = await exclusions.OfScrub(companyId, cancellationToken);
        var configuration = Configuration(companyId, state, history, scrub);
        var counts = await records.Count(companyId, cancellationToken);
        var budget = await grains.GetGrain<IRequestBudgetGrain>(state.ToConnection(companyId).Meter).GetUsage();
        return new SyncDiagnostics
        {
            Configuration = configuration,
            Counts = counts,
            Budget = budget,
            Schedules =
            [
                .. Enum.GetValues<SyncKind>().Select(kind =>
                    Schedule(companyId, kind, configuration.SyncConfig, history.FirstOrDefault(h => h.Kind == kind)?.Since(state.ReadScopeSince))),
            ],
            Warnings = [.. DiagnosticWarnings.Of(state, configuration, history, await health.Read(companyId, cancellationToken)), .. scrub is null ? Array.Empty<string>() : [scrub]],
        };
    }

    /// <summary>A warning with those about the former source behind it; null when there is nothing to say.</summary>
    public async Task<string?> JoinSourceWarnings(string? warning, string companyId, CompanyState state)
    {
        var all = CompanySources.Warnings(state, await runs.GetHistory(companyId, CancellationToken.None)).Prepend(warning).OfType<string>().ToList();
        return all.Count == 0 ? null : string.Join(' ', all);
    }

    private CompanyConfiguration Configuration(string companyId, CompanyState state, IReadOnlyList<KindHistory> history, string? scrub)
    {
        var connection = state.ToConnection(companyId);
        var last = history.Select(h => h.Active ?? h.LastEnded).OfType<SyncRun>().MaxBy(run => (!run.IsEnded, run.StartedAt));
        return new CompanyConfiguration
        {
            CompanyId = companyId,
            Version = state.Version,
            Environment = connection.Environment,
            AuthScheme = connection.AuthScheme,
            MaskedApiKey = MaskedApiKey(companyId, state),
            HasApiSecret = state.Secrets.ContainsKey(SecretField.ApiSecret),
            HasWebhookSigningKey = state.Secrets.ContainsKey(SecretField.WebhookSigningKey),
            HasServiceAccount = state.Secrets.ContainsKey(SecretField.ServiceAccountPassword),
            OurPublicRsaKey = state.OurPublicRsaKey,
            JobvitePublicRsaKey = state.JobvitePublicRsaKey,
            PluralOnboardingPaths = state.PluralOnboardingPaths,
            SyncConfig = connection.Settings,
            LastSyncAt = last?.FinishedAt ?? last?.StartedAt,
            LastSyncStatus = last?.Status,
            LastError = history.Select(h => h.LastEnded?.Error).FirstOrDefault(error => error is not null),
            Warnings = [.. Unreadable(companyId, state), .. CompanySources.Warnings(state, history), .. scrub is null ? Array.Empty<string>() : [scrub]],
        };
    }

    private IEnumerable<string> Unreadable(string companyId, CompanyState state) =>
        UnreadableSecrets.Of(protector, companyId, state.Secrets) is { Count: > 0 } fields ? [$"{UnreadableSecrets.Cause(fields)} {UnreadableSecrets.WhatToDo}"] : [];

    private KindSchedule Schedule(string companyId, SyncKind kind, SyncSettings settings, KindHistory? own)
    {
        var enabled = settings.Includes(kind);
        var next = ScheduleRule.NextDue(companyId, own, settings, time.GetUtcNow());
        return new KindSchedule
        {
            Kind = kind,
            Enabled = enabled,
            NextDueAt = enabled ? next : null,
            NextMode = enabled ? ScheduleRule.ChooseMode(own, settings, next) : null,
            LastRun = own?.Active ?? own?.LastEnded,
            Withheld = own?.Withheld is { } one ? new WithheldRecords(one.RunId, one.At, one.Missing, one.Live, one.CanBeApproved) : null,
        };
    }

    private string MaskedApiKey(string companyId, CompanyState state)
    {
        const string Hidden = "…(masked)";
        try
        {
            var key = protector.Unprotect(companyId, SecretField.ApiKey, state.Secrets.GetValueOrDefault(SecretField.ApiKey, string.Empty));
            return key.Length < 12 ? Hidden : key[..4] + Hidden;
        }
        catch (CryptographicException)
        {
            return Hidden;
        }
    }
}
