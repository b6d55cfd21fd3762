using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Overview;

namespace Jobvite.WebFrontend.Tests.Console;

public sealed class OpenProblemsTests
{
    [Fact]
    public void When_all_is_well_there_is_none() => Assert.Empty(Of(Well()));

    [Fact]
    public void A_failed_run_is_named_with_its_reason_and_can_be_repeated()
    {
        var problem = Assert.Single(Of(Well(), [Incident("run:candidates", "The last candidates sync ended failed: Jobvite refused the key.")], Samples.Run(RunStatus.Failed)));

        Assert.Equal(("bad", "The last candidates sync ended failed: Jobvite refused the key."), (problem.Tone, problem.Title));
        Assert.Equal("26 webhooks wait. Check the key.", problem.Detail);
        Assert.Equal(SyncKind.Candidates, problem.Sync);
        Assert.StartsWith("/sync/", problem.Link!.Value.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void What_runs_again_already_has_no_button_for_it()
    {
        var diagnostics = Well() with { Schedules = [new() { Kind = SyncKind.Candidates, Enabled = true, LastRun = Samples.Run() }] };

        Assert.Null(Assert.Single(Of(diagnostics, [Incident("endpoint:candidate", "It is away.")])).Sync);
    }

    [Fact]
    public void What_has_ended_is_no_problem() =>
        Assert.Empty(Of(Well(), [Incident("endpoint:candidate", "It is away.") with { EndedAt = Samples.Time }]));

    [Fact]
    public void The_worst_comes_first()
    {
        var diagnostics = Well();
        diagnostics = diagnostics with { Configuration = diagnostics.Configuration with { HasWebhookSigningKey = false } };

        Assert.Equal(["3 webhooks failed permanently.", "Webhooks are refused"], Of(diagnostics, [Incident("webhooks:dead", "3 webhooks failed permanently.")]).Select(p => p.Title));
    }

    [Fact]
    public void A_warning_of_the_cluster_that_has_no_words_here_is_shown_as_it_is()
    {
        var incident = Incident("webhooks:dead", "3 webhooks failed permanently.");
        var diagnostics = Well() with { Warnings = ["The moon is full.", "Webhooks are refused until webhookSigningKey is set.", incident.ToString()] };

        Assert.Equal(["26 webhooks wait. Check the key.", "The moon is full."], Of(diagnostics, [incident]).Select(p => p.Detail));
    }

    private static IReadOnlyList<OpenProblem> Of(SyncDiagnostics diagnostics, ImmutableArray<HealthIncident>? incidents = null, params SyncRun[] ended) =>
        OpenProblems.Of(Samples.Health(HealthStatus.Ok) with { Incidents = incidents ?? [] }, diagnostics, ended.ToImmutableDictionary(run => run.Kind));

    private static HealthIncident Incident(string subject, string cause) =>
        new() { Id = Guid.NewGuid(), Subject = subject, StartedAt = Samples.Time, Cause = cause, Effect = "26 webhooks wait.", WhatToDo = "Check the key.", Severe = true };

    private static SyncDiagnostics Well() => new()
    {
        Configuration = Samples.Configuration("co"),
        Counts = new(),
        Budget = new(),
        Schedules = [new() { Kind = SyncKind.Candidates, Enabled = true, LastRun = Samples.Run(RunStatus.Success) }],
    };
}
