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
        var problem = Assert.Single(Of(Well(), Ended(RunStatus.Failed, "Jobvite refused the key on /candidate.")));

        Assert.Equal(("bad", "Candidates: the last run failed"), (problem.Tone, problem.Title));
        Assert.Equal("Jobvite refused the key on /candidate.", problem.Detail);
        Assert.Equal(SyncKind.Candidates, problem.Sync);
    }

    [Fact]
    public void A_kind_that_is_switched_off_is_no_problem()
    {
        var diagnostics = Well() with { Schedules = [new() { Kind = SyncKind.Candidates, Enabled = false }] };

        Assert.Empty(Of(diagnostics, Ended(RunStatus.Failed, "x")));
    }

    [Fact]
    public void What_runs_again_already_has_no_button_for_it()
    {
        var diagnostics = Well() with { Schedules = [new() { Kind = SyncKind.Candidates, Enabled = true, LastRun = Samples.Run() }] };

        Assert.Null(Assert.Single(Of(diagnostics, Ended(RunStatus.Partial, "x"))).Sync);
    }

    [Fact]
    public void The_worst_comes_first()
    {
        var diagnostics = Well();
        diagnostics = diagnostics with
        {
            Configuration = diagnostics.Configuration with { HasWebhookSigningKey = false },
            Counts = new() { WebhooksDead = 3 },
        };

        Assert.Equal(["3 webhooks given up", "Webhooks are refused"], Of(diagnostics).Select(p => p.Title));
    }

    [Fact]
    public void A_warning_of_the_cluster_that_has_no_words_here_is_shown_as_it_is() =>
        Assert.Equal("The moon is full.", Assert.Single(Of(Well() with { Warnings = ["The moon is full.", "Webhooks are refused until webhookSigningKey is set."] })).Detail);

    private static IReadOnlyList<OpenProblem> Of(SyncDiagnostics diagnostics, params SyncRun[] ended) =>
        OpenProblems.Of(diagnostics, ended.ToImmutableDictionary(run => run.Kind));

    private static SyncRun Ended(RunStatus status, string error) => Samples.Run(status) with { Error = error };

    private static SyncDiagnostics Well() => new()
    {
        Configuration = Samples.Configuration("co"),
        Counts = new(),
        Budget = new(),
        Schedules = [new() { Kind = SyncKind.Candidates, Enabled = true, LastRun = Samples.Run(RunStatus.Success) }],
    };
}
