using CsCheck;
using Jobvite.Client;
using Jobvite.Grains.Health;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Tests.Health;

public sealed class HealthRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly HealthFacts Well = new()
    {
        CompanyId = "acme0001",
        Settings = new SyncSettings { SyncJobs = true, SyncCandidates = true, SyncOnboarding = false, IntervalMinutes = 60 },
        Rows = new HealthRows { Contacts = [Good(ContactPoint.Job), Good(ContactPoint.Candidate), Good(ContactPoint.Webhooks)], VersionSince = Now.AddDays(-1) },
        History = [Ended(SyncKind.Jobs), Ended(SyncKind.Candidates)],
        Now = Now,
    };

    [Fact]
    public void A_company_is_well_when_every_endpoint_answered_and_every_run_ended_well()
    {
        var (report, conditions) = HealthRule.Judge(Well);

        Assert.Empty(conditions);
        Assert.Equal(HealthStatus.Ok, report.Status);
        Assert.Equal([EndpointState.Ok, EndpointState.Ok, EndpointState.Off], report.Endpoints.Select(one => one.State));
        Assert.Equal(WebhooksState.Ok, report.Webhooks.State);
        Assert.Equal([SyncKind.Jobs, SyncKind.Candidates], report.Schedule.Select(one => one.Kind));
    }

    [Fact]
    public void It_has_not_started_before_the_first_run_has_ended() =>
        Assert.Equal(HealthStatus.NotStarted, HealthRule.Judge(Well with { History = [Ended(SyncKind.Jobs)], Rows = Well.Rows with { VersionSince = Now.AddMinutes(-10) } }).Report.Status);

    [Fact]
    public void Twenty_six_webhooks_that_retry_and_a_candidate_endpoint_that_answers_500_are_named()
    {
        var (report, conditions) = HealthRule.Judge(Well with
        {
            Rows = Well.Rows with { Contacts = [Good(ContactPoint.Job), Bad(ContactPoint.Candidate, FailureKind.Unavailable, 1)], Waiting = 26, Failing = 26, OldestWaitingAt = Now.AddMinutes(-1) },
        });

        Assert.Equal(HealthStatus.Degraded, report.Status);
        Assert.Equal(EndpointState.Retrying, report.Endpoints[1].State);
        Assert.Equal(WebhooksState.Retrying, report.Webhooks.State);
        Assert.Equal(["endpoint:candidate", "webhooks:waiting"], conditions.Select(one => one.Subject));
        Assert.Equal("26 webhooks wait. Candidates may be up to 30 minutes old.", conditions[0].Effect);
    }

    [Fact]
    public void Deletions_that_the_last_full_run_could_not_prove_are_named_though_the_runs_since_were_well()
    {
        var unproven = Ended(SyncKind.Candidates) with { LastFullStartedAt = Now.AddHours(-10), LastComparedStartedAt = Now.AddHours(-34) };
        var (report, conditions) = HealthRule.Judge(Well with { History = [Ended(SyncKind.Jobs), unproven] });

        Assert.Equal((HealthStatus.Degraded, "deletions:candidates"), (report.Status, Assert.Single(conditions).Subject));
        Assert.Equal("What was removed at Jobvite since 2026-05-03 02:00:00Z is still shown.", conditions[0].Effect);

        var proven = unproven with { LastComparedStartedAt = Now.AddHours(-10) };
        Assert.Empty(HealthRule.Judge(Well with { History = [Ended(SyncKind.Jobs), proven] }).Conditions);
        var limited = Well with { Settings = Well.Settings with { CandidateSyncLimit = 5 }, History = [Ended(SyncKind.Jobs), unproven] };
        Assert.Empty(HealthRule.Judge(limited).Conditions);
    }

    [Theory]
    [InlineData(FailureKind.Unauthorized, 1, HealthStatus.Failing)]
    [InlineData(FailureKind.WrongPlace, 1, HealthStatus.Failing)]
    [InlineData(FailureKind.Unavailable, 1, HealthStatus.Degraded)]
    [InlineData(FailureKind.Unavailable, 11, HealthStatus.Failing)]
    [InlineData(FailureKind.Throttled, 30, HealthStatus.Degraded)]
    public void A_refusal_is_failing_at_once_and_an_outage_after_ten_minutes(FailureKind kind, int minutes, HealthStatus expected) =>
        Assert.Equal(expected, HealthRule.Judge(Well with { Rows = Well.Rows with { Contacts = [Good(ContactPoint.Candidate), Bad(ContactPoint.Job, kind, minutes)] } }).Report.Status);

    [Fact]
    public void One_failed_attempt_is_no_incident_but_not_well_either()
    {
        var (report, conditions) = HealthRule.Judge(Well with
        {
            Rows = Well.Rows with { Contacts = [Good(ContactPoint.Job), Bad(ContactPoint.Candidate, FailureKind.Unavailable, 0) with { Failures = 1 }] },
        });

        Assert.Empty(conditions);
        Assert.Equal(HealthStatus.Degraded, report.Status);
    }

    [Fact]
    public void Dead_webhooks_and_a_failed_run_are_failing()
    {
        var dead = HealthRule.Judge(Well with { Rows = Well.Rows with { Dead = 24 } });
        Assert.Equal((HealthStatus.Failing, "24 webhooks failed permanently."), (dead.Report.Status, Assert.Single(dead.Conditions).Cause));

        var failed = HealthRule.Judge(Well with { History = [Ended(SyncKind.Jobs), Ended(SyncKind.Candidates, RunStatus.Failed, "Jobvite refused.")] });
        Assert.Equal((HealthStatus.Failing, "The last candidates sync ended failed: Jobvite refused."), (failed.Report.Status, Assert.Single(failed.Conditions).Cause));
    }

    [Fact]
    public void A_kind_is_overdue_when_a_tick_passed_and_no_run_began()
    {
        var judged = HealthRule.Judge(Well with { History = [Ended(SyncKind.Jobs), Ended(SyncKind.Candidates, hoursAgo: 3)] });

        Assert.True(judged.Report.Schedule[1].Overdue);
        Assert.Equal("schedule:candidates", Assert.Single(judged.Conditions).Subject);
        Assert.Equal(HealthStatus.Ok, HealthRule.Judge(Well with { History = [Ended(SyncKind.Jobs), Ended(SyncKind.Candidates, hoursAgo: 3)], Rows = Well.Rows with { VersionSince = Now.AddMinutes(-10) } }).Report.Status);
    }

    [Fact]
    public void A_kind_that_never_ran_is_overdue_an_interval_after_its_settings_were_first_looked_at()
    {
        HealthReport After(int minutes) => HealthRule.Judge(Well with { History = [Ended(SyncKind.Jobs)], Rows = Well.Rows with { VersionSince = Now.AddMinutes(-minutes) } }).Report;

        Assert.Equal((HealthStatus.NotStarted, false), (After(64).Status, After(64).Schedule[1].Overdue));
        Assert.Equal((HealthStatus.Failing, true), (After(65).Status, After(65).Schedule[1].Overdue));
    }

    [Fact]
    public void A_run_before_its_tick_serves_it_no_more_when_it_read_something_else()
    {
        // A tick at 10:00 and an incremental run that began two minutes early; since 10:30 something else is to be read, so a full one was due.
        var id = Enumerable.Range(0, 10_000).Select(number => $"acme{number}").First(id => TickBefore(id) is var since && since > TimeSpan.FromMinutes(119) && since < TimeSpan.FromMinutes(120));
        var tick = Now - TickBefore(id);
        var own = Ended(SyncKind.Candidates) with { LastRegularStartedAt = tick.AddMinutes(-2), LastCompleteStartedAt = tick.AddMinutes(-2), LastFullStartedAt = tick.AddDays(-0.1), LastEnded = null };
        bool Overdue(KindHistory history) => HealthRule.Judge(Well with
        {
            CompanyId = id,
            Settings = Well.Settings with { IntervalMinutes = Interval },
            History = [Ended(SyncKind.Jobs), history],
            Rows = Well.Rows with { VersionSince = Now.AddDays(-2) },
        }).Report.Schedule[1].Overdue;

        Assert.False(Overdue(own));
        Assert.True(Overdue(own.Since(tick.AddMinutes(-1))));
    }

    [Theory]
    [InlineData(null, false, false)]
    [InlineData(WebhookTrouble.NoKey, false, true)]
    [InlineData(WebhookTrouble.BadSignature, false, false)]
    [InlineData(null, true, true)]
    public void A_missing_signing_key_is_named_when_webhooks_were_refused_for_it_or_came_before(object? refused, bool came, bool named)
    {
        var contact = refused is WebhookTrouble trouble ? Bad(ContactPoint.Webhooks, 0, 1) with { Kind = (int)trouble, LastSuccessAt = null } : came ? Good(ContactPoint.Webhooks) : null;
        var (report, conditions) = HealthRule.Judge(Well with
        {
            HasSigningKey = false,
            Rows = Well.Rows with { Contacts = [Good(ContactPoint.Job), Good(ContactPoint.Candidate), .. contact is null ? (StoredContact[])[] : [contact]] },
        });

        Assert.Equal(named ? HealthStatus.Degraded : HealthStatus.Ok, report.Status);
        Assert.Equal(WebhooksState.Off, report.Webhooks.State);
        Assert.Equal(named ? ["Webhooks are refused because no signing key is stored."] : [], conditions.Select(one => one.Cause));
        Assert.All(conditions, one => Assert.True(one is { Subject: "webhooks:no-key", Effect.Length: > 0, WhatToDo: "Save the signing key that Jobvite shows for its webhooks." }));
    }

    [Theory]
    [InlineData(WebhookTrouble.KeyUnreadable, HealthStatus.Failing)]
    [InlineData(WebhookTrouble.NotStored, HealthStatus.Degraded)]
    public void Webhooks_that_our_own_key_or_database_kept_out_are_named_for_ten_minutes(object trouble, HealthStatus expected)
    {
        HealthJudgement After(int minutes) => HealthRule.Judge(Well with
        {
            Rows = Well.Rows with { Contacts = [Good(ContactPoint.Job), Good(ContactPoint.Candidate), Bad(ContactPoint.Webhooks, 0, minutes) with { Kind = (int)(WebhookTrouble)trouble, LastContactAt = Now.AddMinutes(-minutes) }] },
        });

        Assert.Equal((expected, WebhooksState.Failing, "webhooks:unavailable"), (After(9).Report.Status, After(9).Report.Webhooks.State, Assert.Single(After(9).Conditions).Subject));
        Assert.Equal(HealthStatus.Ok, After(10).Report.Status);
    }

    [Fact]
    public void A_database_that_takes_no_writes_is_failing()
    {
        var (report, conditions) = HealthRule.Judge(Well with { DatabaseDownSince = Now.AddSeconds(-9) });

        Assert.Equal((HealthStatus.Failing, "The database takes no writes."), (report.Status, Assert.Single(conditions).Cause));
    }

    [Fact]
    public void A_full_minute_is_no_trouble_and_a_full_hour_is()
    {
        HealthStatus With(BudgetWindow window) =>
            HealthRule.Judge(Well with { Budget = new BudgetUsage { BlockedBy = window, BlockedUntil = Now.AddSeconds(40) } }).Report.Status;

        Assert.Equal((HealthStatus.Ok, HealthStatus.Degraded), (With(BudgetWindow.Minute), With(BudgetWindow.Hour)));
    }

    [Theory]
    [InlineData("1 2", null, false)]
    [InlineData("1 2 3", null, true)]
    [InlineData("1 2 3", 0, false)]
    [InlineData("1 2 3", 4, true)]
    [InlineData("11 12 13", null, false)]
    [InlineData("1 6 12", null, false)]
    [InlineData("1 9 17 18 19", null, true)]
    [InlineData("1 12 13 14", null, false)]
    public void Three_refused_within_ten_minutes_reject_until_one_is_accepted_or_ten_minutes_are_quiet(string minutesAgo, int? accepted, bool expected)
    {
        DateTimeOffset[] refused = [.. minutesAgo.Split(' ').Select(text => Now.AddMinutes(-int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)))];

        Assert.Equal(expected, RejectionRule.RejectingSince(refused, accepted is { } at ? Now.AddMinutes(-at) : null, Now) is not null);
    }

    [Fact]
    public void Whatever_is_called_well_has_nothing_wrong()
    {
        var contact = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 6], Gen.Int[0, 20], (failures, kind, minutes) => (failures, (FailureKind)kind, minutes));
        var run = Gen.Select(Gen.Int[0, 3].Select(index => Ends[index]), Gen.Int[0, 5]);
        Gen.Select(contact, contact, run, run, Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 4]).Sample((job, candidate, jobs, candidates, dead, failing, refused) =>
        {
            var facts = Well with
            {
                Rows = Well.Rows with
                {
                    Contacts = [Of(ContactPoint.Job, job), Of(ContactPoint.Candidate, candidate)],
                    Dead = dead,
                    Failing = failing,
                    Waiting = failing,
                    OldestWaitingAt = failing > 0 ? Now : null,
                    Rejected = [.. Enumerable.Range(1, refused).Select(second => Now.AddSeconds(-second))],
                },
                History = [Ended(SyncKind.Jobs, jobs.Item1, hoursAgo: jobs.Item2), Ended(SyncKind.Candidates, candidates.Item1, hoursAgo: candidates.Item2)],
            };

            var (report, conditions) = HealthRule.Judge(facts);

            var sound = job.failures == 0 && candidate.failures == 0 && dead == 0 && failing == 0 && refused < 3
                && Sound(jobs.Item1) && Sound(candidates.Item1) && report.Schedule.All(one => !one.Overdue);
            Assert.Equal(sound, report.Status == HealthStatus.Ok);
            Assert.Equal(conditions.Count, conditions.DistinctBy(one => one.Subject).Count());
            Assert.All(conditions, one => Assert.NotEmpty(one.Cause));
        });
    }

    private const int Interval = 120;

    private static TimeSpan TickBefore(string companyId) => TimeSpan.FromMinutes(Interval) - (Jobvite.Grains.Runs.ScheduleRule.NextTick(companyId, TimeSpan.FromMinutes(Interval), Now) - Now);

    private static readonly RunStatus[] Ends = [RunStatus.Success, RunStatus.Partial, RunStatus.Failed, RunStatus.Cancelled];

    private static bool Sound(RunStatus status) => status is RunStatus.Success or RunStatus.Cancelled;

    private static StoredContact Of(ContactPoint point, (int Failures, FailureKind Kind, int Minutes) contact) =>
        contact.Failures == 0 ? Good(point) : Bad(point, contact.Kind, contact.Minutes) with { Failures = contact.Failures };

    private static StoredContact Good(ContactPoint point) => new(point, Now, Now, 0, Now.AddDays(-1), 0, null, null);

    private static StoredContact Bad(ContactPoint point, FailureKind kind, int minutes) =>
        new(point, Now, Now.AddMinutes(-minutes - 1), 3, Now.AddMinutes(-minutes), (int)kind, "It is away.", "Wait.");

    private static KindHistory Ended(SyncKind kind, RunStatus status = RunStatus.Success, string? error = null, int hoursAgo = 0)
    {
        var began = Now.AddMinutes(-30).AddHours(-hoursAgo);
        return new KindHistory
        {
            Kind = kind,
            LastEnded = new SyncRun { RunId = Guid.NewGuid(), Kind = kind, Mode = SyncMode.Full, Status = status, Trigger = RunTrigger.Schedule, StartedAt = began, FinishedAt = began.AddMinutes(1), Error = error, Progress = new SyncProgress() },
            LastRegularStartedAt = began,
            LastCompleteStartedAt = began,
            LastFullStartedAt = began,
        };
    }
}
