using Jobvite.Client;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Onboarding;
using Jobvite.Grains.Tests.Connections;
using Jobvite.Grains.Tests.Refreshes;
using Jobvite.Storage;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Jobvite.Grains.Tests.Onboarding;

/// <summary>What was sent is known as sent, what is unknown as unknown.</summary>
public sealed class MilestoneWriterTests
{
    private const string Id = "65f0c0ffee0123456789abcd";

    private static readonly MilestoneChange Badge = new(["Badge made"], MilestoneOperation.Add);

    [Fact]
    public async Task What_jobvite_took_is_reported_as_taken_in_two_requests()
    {
        var jobvite = Jobvite(Take);
        var result = await Write(jobvite);
        Assert.Equal((true, false, null, null), (result.Found, result.Unknown, result.Error, result.Note));
        Assert.Contains("Badge made", result.Process!.RawJson, StringComparison.Ordinal);
        Assert.Equal(2, jobvite.Requests);
    }

    [Fact]
    public async Task What_jobvite_took_stays_taken_when_the_process_cannot_be_read_again()
    {
        var result = await Write(Jobvite(Take, unreadable: true));
        Assert.Equal((null, false), (result.Error, result.Unknown));
        Assert.Contains("could not be read again", result.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FailureKind.Unavailable, null)]
    [InlineData(FailureKind.Malformed, 200)]
    [InlineData(FailureKind.Rejected, 200)]
    public async Task After_silence_the_process_tells_that_the_milestone_is_there(FailureKind kind, int? status)
    {
        var jobvite = Jobvite((mine, update) =>
        {
            Take(mine, update);
            throw Failure(kind, status);
        });
        var result = await Write(jobvite);
        Assert.Equal((null, false), (result.Error, result.Unknown));
        Assert.Equal(2, jobvite.Requests);
    }

    [Theory]
    [InlineData(false, "does not show them")]
    [InlineData(true, "could not be read again either")]
    public async Task After_silence_a_milestone_that_is_not_seen_is_unknown(bool unreadable, string because)
    {
        var result = await Write(Jobvite((_, _) => throw Failure(FailureKind.Unavailable, null), unreadable));
        Assert.True(result.Unknown);
        Assert.Contains("not known whether", result.Error, StringComparison.Ordinal);
        Assert.Contains(because, result.Error, StringComparison.Ordinal);
        Assert.Null(result.RetryAfter);
    }

    [Theory]
    [InlineData(FailureKind.Unauthorized, 401, false)]
    [InlineData(FailureKind.Rejected, 400, false)]
    [InlineData(FailureKind.Throttled, 429, false)]
    [InlineData(FailureKind.Unavailable, null, true)]
    public async Task What_jobvite_refused_or_never_got_is_not_read_again(FailureKind kind, int? status, bool nothingSent)
    {
        var jobvite = Jobvite((_, _) => throw Failure(kind, status, nothingSent));
        var result = await Write(jobvite);
        Assert.Equal(("No.", false, 1), (result.Error, result.Unknown, jobvite.Requests));
    }

    [Fact]
    public async Task Nothing_was_sent_where_the_source_has_changed()
    {
        var jobvite = Jobvite((_, _) => throw new OutdatedConnectionException());
        var result = await Write(jobvite);
        Assert.Equal((true, false, 1), (result.Found, result.Unknown, jobvite.Requests));
        Assert.Contains("Jobvite was not asked", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""["A","B"]""", "A", MilestoneOperation.Add, true)]
    [InlineData("""["A","B"]""", "A", MilestoneOperation.Set, false)]
    [InlineData("""[{"name":"a"}]""", "A", MilestoneOperation.Set, true)]
    [InlineData("""{"A":true}""", "A", MilestoneOperation.Set, true)]
    [InlineData("null", "A", MilestoneOperation.Add, false)]
    public void A_process_shows_a_change_when_it_has_what_the_change_would_make(string milestones, string name, MilestoneOperation operation, bool expected)
        => Assert.Equal(expected, MilestoneWriter.Shows(View("{\"processId\":\"p\",\"milestones\":" + milestones + "}"), new MilestoneChange([name], operation)));

    private static PlayedJobvite Jobvite(Action<PlayedJobvite, MilestoneUpdate> take, bool unreadable = false)
    {
        PlayedJobvite? jobvite = null;
        jobvite = new PlayedJobvite
        {
            Processes = [Id],
            Milestones = { [Id] = ["Offer signed"] },
            Rejected = unreadable ? [Id] : [],
            OnMilestones = update =>
            {
                take(jobvite!, update);
                return Task.CompletedTask;
            },
        };
        return jobvite;
    }

    private static void Take(PlayedJobvite jobvite, MilestoneUpdate update) => jobvite.Milestones[Id].AddRange(update.Milestones);

    private static Task<MilestoneResult> Write(PlayedJobvite jobvite)
    {
        var time = new FakeTimeProvider(RefreshBench.Now);
        var reader = Substitute.For<IRecordReader>();
        reader.GetProcess("acme", Id, Arg.Any<CancellationToken>()).Returns(_ => View(jobvite.ProcessJson(Id)));
        var pages = new OnboardingSource(new MemoryRecords(), reader, time);
        return new MilestoneWriter(jobvite, PlayedCompany.Connected, pages, reader, time).Write(Id, Badge, TestContext.Current.CancellationToken);
    }

    private static JobviteException Failure(FailureKind kind, int? status, bool nothingSent = false) =>
        new(new JobviteFailure(kind, JobviteEndpoint.Onboarding, "No.", "Look.", status) { NothingSent = nothingSent });

    private static ProcessView View(string rawJson) => new()
    {
        Id = Guid.NewGuid(),
        JobviteProcessId = Id,
        RawJson = rawJson,
        CreatedAt = RefreshBench.Now,
        UpdatedAt = RefreshBench.Now,
    };
}
