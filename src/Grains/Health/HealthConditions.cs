using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Secrets;
using Jobvite.Storage;

namespace Jobvite.Grains.Health;

/// <summary>What is wrong, with cause, effect and what to do, each a sentence or two.</summary>
internal static class HealthConditions
{
    public const string ReplayDead = "Look at the dead webhooks, repair the cause and replay them.";

    public const string TellOperator = "Tell whoever runs this service: its log names the reason.";

    /// <summary>Whoever took webhooks, or was sent a signed one, within this time expects them.</summary>
    private static readonly TimeSpan ExpectsFor = TimeSpan.FromDays(7);

    /// <summary>One failed attempt that its repetition made up for is no incident.</summary>
    private const int FewFailures = 2;

    public static string MendSignature(HealthFacts facts) => facts.HasSigningKey
        ? "Compare the signing key at Jobvite with the one stored here. If the key is right, somebody else posts to the webhook address."
        : "Save the signing key that Jobvite shows for its webhooks.";

    public static IEnumerable<OpenCondition> OfKind(HealthFacts facts, SyncKind kind, EndpointHealth endpoint, ScheduleHealth? schedule)
    {
        if (schedule is null)
        {
            yield break;
        }

        var (name, history) = (NameOf(kind), facts.HistoryOf(kind));
        var unreadable = kind == SyncKind.Onboarding && !facts.HasJobvitePublicKey;
        if (unreadable)
        {
            yield return new("settings:onboarding-key", true, facts.Now, "Onboarding cannot be read until Jobvite's public key is set.", Age(facts, kind), "Ask Jobvite's support for their public RSA key and save it in the settings.");
        }

        var down = !unreadable && IsDown(endpoint);
        if (down)
        {
            yield return new($"endpoint:{endpoint.Endpoint}", endpoint.State == EndpointState.Failing, endpoint.Since ?? facts.Now, endpoint.Error ?? $"Jobvite's {endpoint.Endpoint} endpoint does not answer.", Age(facts, kind), endpoint.WhatToDo ?? "");
        }

        if (!down && !unreadable && history is { Active: null, LastEnded: { Status: RunStatus.Failed or RunStatus.Partial } run })
        {
            var word = run.Status.ToString().ToLowerInvariant();
            yield return new(
                $"run:{name}",
                run.Status == RunStatus.Failed,
                run.FinishedAt ?? facts.Now,
                $"The last {name} sync ended {word}: {run.Error ?? $"{run.Progress.Failed} records could not be stored."}",
                Age(facts, kind),
                "The next run tries again by itself; a person can start one at any time.");
        }

        if (schedule.Overdue)
        {
            yield return new($"schedule:{name}", true, facts.Now, $"A {name} sync was due and has not started.", Age(facts, kind), $"Start a sync of {name} by hand, and tell whoever runs this service.");
        }

        if (OverlooksDeletions(facts, kind, history))
        {
            var full = history!.LastFullStartedAt!.Value;
            yield return new(
                $"deletions:{name}",
                false,
                full,
                $"The full sync of {name} that began at {full:u} could not be sure that it saw Jobvite's whole list.",
                history.LastComparedStartedAt is { } compared ? $"What was removed at Jobvite since {compared:u} is still shown." : "What was removed at Jobvite is still shown.",
                "The next full sync tries again by itself. If it comes to nothing each time, look at the error of that run.");
        }

        if (history is { Withheld: { } withheld } && withheld.RunId != history.LastEnded?.RunId)
        {
            yield return new(
                $"withheld:{name}",
                false,
                withheld.At,
                $"{withheld.Missing} of {withheld.Live} {name} records were missing at Jobvite at {withheld.At:u} and are still shown, because that looks like a fault (run {withheld.RunId}).",
                "",
                withheld.CanBeApproved
                    ? $"If they were really removed there, approve the deletion of that run, or start a full sync of {name} by hand to confirm."
                    : $"If they were really removed there, start a full sync of {name} by hand to confirm.");
        }
    }

    /// <summary>
    /// The last full run read all it could, and could not be sure that this was the whole list; the runs since are well and find no deletions.
    /// </summary>
    private static bool OverlooksDeletions(HealthFacts facts, SyncKind kind, KindHistory? history) =>
        history is { LastFullStartedAt: { } full, LastEnded: { } last }
        && last.StartedAt > full
        && !(history.LastComparedStartedAt >= full)
        && !HidesRecords(facts.Settings, kind);

    /// <summary>Filters and a limit are wanted, and with them no run deletes anything.</summary>
    private static bool HidesRecords(SyncSettings settings, SyncKind kind) => kind switch
    {
        SyncKind.Jobs => !settings.JobFilters.IsEmpty,
        SyncKind.Candidates => !settings.CandidateFilters.IsEmpty || settings.CandidateSyncLimit is not null,
        _ => !settings.OnboardingFilters.IsEmpty,
    };

    public static IEnumerable<OpenCondition> OfWebhooks(HealthFacts facts, WebhooksHealth webhooks)
    {
        if (!facts.HasSigningKey && (webhooks.State == WebhooksState.Rejecting || Expected(facts)))
        {
            yield return new(
                "webhooks:no-key",
                false,
                facts.ContactWith(ContactPoint.Webhooks)?.Since ?? facts.Now,
                "Webhooks are refused because no signing key is stored.",
                "Changes at Jobvite arrive with the next run only.",
                MendSignature(facts));
        }

        if (CannotBeTaken(facts) && facts.ContactWith(ContactPoint.Webhooks) is { } contact)
        {
            var unreadable = contact.Kind == (int)WebhookTrouble.KeyUnreadable;
            yield return new(
                "webhooks:unavailable",
                unreadable,
                contact.Since,
                unreadable ? "Webhooks are answered 503 because the key that checks their signatures cannot be read." : "Webhooks were answered 503 because the database could not store them.",
                "What they announced arrives when Jobvite sends them again, or with the next run.",
                TellOperator);
        }

        if (facts.HasSigningKey && webhooks.State == WebhooksState.Rejecting)
        {
            yield return new(
                "webhooks:rejecting",
                false,
                RejectionRule.RejectingSince(facts.Rows.Rejected, webhooks.LastReceivedAt, facts.Now) ?? facts.Now,
                "Webhooks are refused because their signatures are missing or do not match.",
                "Changes at Jobvite arrive with the next run only.",
                MendSignature(facts));
        }

        if (webhooks.Dead > 0)
        {
            yield return new("webhooks:dead", true, facts.Now, $"{Count(webhooks.Dead, "webhook")} failed permanently.", "What they announced arrives with the next run only.", ReplayDead);
        }

        if (webhooks.Failing > 0 || webhooks.OldestWaitingAt < facts.Now - HealthRule.LongWait)
        {
            var late = webhooks.OldestWaitingAt is { } oldest ? facts.Now - oldest : TimeSpan.Zero;
            yield return new(
                "webhooks:waiting",
                false,
                webhooks.OldestWaitingAt ?? facts.Now,
                webhooks.Failing > 0 ? $"{Count(webhooks.Failing, "webhook")} could not be applied so far." : "Webhooks wait for requests to Jobvite.",
                $"{Count(webhooks.Waiting, "webhook")} wait{(webhooks.Waiting == 1 ? "s" : "")}, the oldest for {Length(late)}.",
                "Nothing needs doing: they are applied as soon as Jobvite answers.");
        }
    }

    public static IEnumerable<OpenCondition> OfCompany(HealthFacts facts)
    {
        if (facts.DatabaseDownSince is { } down)
        {
            yield return new("service:database", true, down, "The database takes no writes.", "Webhooks are answered 503 and nothing is read at Jobvite until it does.", TellOperator);
        }

        if (facts.Settings is { SyncJobs: false, SyncCandidates: false, SyncOnboarding: false })
        {
            yield return new("settings:nothing", false, facts.Now, "Nothing is synced: syncJobs, syncCandidates and syncOnboarding are all off.", "", "Switch on what is to be synced.");
        }

        if (facts.UnreadableSecrets is { Count: > 0 } unreadable)
        {
            var effect = unreadable is [SecretField.WebhookSigningKey]
                ? "Webhooks are told to come back, and changes at Jobvite arrive with the next run only."
                : "Jobvite cannot be asked; what is stored is shown as it was.";
            yield return new("settings:unreadable", true, facts.Now, UnreadableSecrets.Cause(unreadable), effect, UnreadableSecrets.WhatToDo);
        }

        // The minute's window is full again and again during any larger run; that is no trouble.
        if (facts.Budget is { BlockedUntil: { } until, BlockedBy: { } window } && window != BudgetWindow.Minute && until > facts.Now)
        {
            yield return new("budget:blocked", false, facts.Now, $"No request to Jobvite before {until:u}, because of the limit '{window.ToString().ToLowerInvariant()}'.", Waiting(facts), "Nothing needs doing: work goes on by itself then.");
        }

        // A day that is used up stops one sort of request only, so it does not count as blocked above.
        foreach (var day in facts.Budget.Windows.Where(w => w is { Window: BudgetWindow.CandidateDay or BudgetWindow.RequisitionDay } && w.AvailableAt > facts.Now))
        {
            var what = day.Window == BudgetWindow.CandidateDay ? "candidate" : "requisition";
            yield return new($"budget:{what}", false, facts.Now, $"No {what} request to Jobvite before {day.AvailableAt:u}: the {day.Limit} of today are used up.", Waiting(facts), "Work goes on by itself then. Raise the budget if Jobvite allows more.");
        }
    }

    /// <summary>The last webhook, not long ago, could not be taken for a reason of ours.</summary>
    public static bool CannotBeTaken(HealthFacts facts) => facts.ContactWith(ContactPoint.Webhooks)
        is { Failures: > 0, Kind: (int)WebhookTrouble.KeyUnreadable or (int)WebhookTrouble.NotStored } contact && facts.Now - contact.LastContactAt < RejectionRule.Window;

    private static bool Expected(HealthFacts facts) => facts.ContactWith(ContactPoint.Webhooks) is { } contact
        && (contact.LastSuccessAt > facts.Now - ExpectsFor || (contact is { Failures: > 0, Kind: (int)WebhookTrouble.NoKey } && contact.LastContactAt > facts.Now - ExpectsFor));

    private static bool IsDown(EndpointHealth endpoint) => endpoint.State switch
    {
        EndpointState.Failing => true,
        EndpointState.Retrying => endpoint.ConsecutiveFailures >= FewFailures,
        _ => false,
    };

    /// <summary>How old a kind's records may be, and what waits besides.</summary>
    private static string Age(HealthFacts facts, SyncKind kind)
    {
        var since = facts.HistoryOf(kind)?.LastCompleteStartedAt;
        var age = since is { } complete ? $"{Capital(NameOf(kind))} may be up to {Length(facts.Now - complete)} old." : $"{Capital(NameOf(kind))} have not been read completely yet.";
        return $"{Waiting(facts)} {age}".Trim();
    }

    private static string Waiting(HealthFacts facts) => facts.Rows.Waiting > 0 ? $"{Count(facts.Rows.Waiting, "webhook")} wait{(facts.Rows.Waiting == 1 ? "s" : "")}." : "";

    private static string NameOf(SyncKind kind) => kind.ToString().ToLowerInvariant();

    private static string Capital(string name) => name == "onboarding" ? "Onboarding processes" : char.ToUpperInvariant(name[0]) + name[1..];

    private static string Count(long number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";

    private static string Length(TimeSpan time) => time switch
    {
        { TotalMinutes: < 2 } => "2 minutes",
        { TotalHours: < 2 } => $"{Math.Ceiling(time.TotalMinutes):0} minutes",
        { TotalDays: < 2 } => $"{Math.Ceiling(time.TotalHours):0} hours",
        _ => $"{Math.Ceiling(time.TotalDays):0} days",
    };
}
