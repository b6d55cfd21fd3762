using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Frame;
using Jobvite.WebFrontend.Console.Sync;

namespace Jobvite.WebFrontend.Console.Overview;

/// <summary>What needs somebody, the worst first.</summary>
internal static class OpenProblems
{
    /// <summary>How the cluster's own sentences begin that are said here in other words, with a button.</summary>
    private static readonly string[] SaidHere =
        ["Webhooks are refused until", "Onboarding cannot be read until", "The last ", "No request to Jobvite before", "Nothing is synced"];

    /// <param name="diagnostics">How things stand.</param>
    /// <param name="ended">The last run of each kind that ended.</param>
    public static IReadOnlyList<OpenProblem> Of(SyncDiagnostics diagnostics, IReadOnlyDictionary<SyncKind, SyncRun> ended) =>
        [.. All(diagnostics, ended).OrderBy(p => p.Tone == "bad" ? 0 : 1)];

    private static IEnumerable<OpenProblem> All(SyncDiagnostics diagnostics, IReadOnlyDictionary<SyncKind, SyncRun> ended)
    {
        var (configuration, counts) = (diagnostics.Configuration, diagnostics.Counts);
        foreach (var schedule in diagnostics.Schedules.Where(s => s.Enabled))
        {
            if (ended.GetValueOrDefault(schedule.Kind) is { Status: RunStatus.Failed or RunStatus.Partial } run)
            {
                var failed = run.Status == RunStatus.Failed;
                yield return new(
                    failed ? "bad" : "warn",
                    $"{RunWords.Name(run.Kind)}: the last run {(failed ? "failed" : "was not complete")}",
                    run.Error ?? $"{Spoken.Count(run.Progress.Failed, "record")} could not be taken over.")
                {
                    Link = ("Look at it", RunWords.PathOf(run)),
                    Sync = schedule.LastRun is { IsEnded: false } ? null : run.Kind,
                };
            }
        }

        if (counts.WebhooksDead > 0)
        {
            yield return new(
                "bad",
                $"{Spoken.Count(counts.WebhooksDead, "webhook")} given up",
                "Every attempt to apply them failed. Once the cause is repaired they can be replayed.")
            {
                Link = ("Look and replay", "/webhooks?status=dead"),
            };
        }

        if (diagnostics.Budget is { BlockedUntil: not null, BlockedBy: { } window })
        {
            yield return new("warn", "No requests are left for Jobvite just now", window == BudgetWindow.Throttled
                ? "Jobvite asked us to wait. Runs go on by themselves afterwards."
                : "Jobvite allows only so many in a period; this one is used up. Runs go on by themselves when the next one begins.");
        }

        if (!configuration.HasWebhookSigningKey)
        {
            yield return new("warn", "Webhooks are refused", "There is no signing key, so none can be told from a forged one. Until then changes arrive with the next run only.")
            {
                Link = ("Add the key", "/connect#webhooks"),
            };
        }

        if (configuration is { SyncConfig.SyncOnboarding: true, JobvitePublicRsaKey: null })
        {
            yield return new("warn", "Onboarding cannot be read", "Jobvite's public key is missing. Their support has it, and needs yours.")
            {
                Link = ("Add the key", "/connect#onboarding"),
            };
        }

        if (configuration.SyncConfig is { SyncJobs: false, SyncCandidates: false, SyncOnboarding: false })
        {
            yield return new("warn", "Nothing is kept in step", "Jobs, candidates and onboarding are all switched off.")
            {
                Link = ("Switch on", "/connect#sync"),
            };
        }

        foreach (var sentence in diagnostics.Warnings.Where(IsNews))
        {
            yield return new("warn", "Worth knowing", sentence);
        }
    }

    private static bool IsNews(string sentence) =>
        !SaidHere.Any(beginning => sentence.StartsWith(beginning, StringComparison.Ordinal)) && !sentence.Contains("webhooks were given up", StringComparison.Ordinal);
}
