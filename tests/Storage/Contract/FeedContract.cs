using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

/// <summary>What becomes an item of the feed, and what is in it.</summary>
public abstract class FeedContract : FeedStoreContract
{
    [Fact]
    public async Task The_first_complete_run_is_one_item_whatever_came_before_it()
    {
        await Save(Sample.Job("by webhook"));
        await End(await Begin(SyncKind.Jobs), new RunEnd(RunStatus.Failed, "Jobvite was away.", Complete: false));
        await Complete(SyncKind.Jobs, run => SavePage(run, Sample.Job("j1"), Sample.Job("j2"), Sample.Job("by webhook", "Other title")));
        await Save(Sample.Job("j3"));

        var items = await Read();
        Assert.Equal(["sync.firstCompleted", "job.created"], items.Select(item => item.Type));
        Assert.Equal((SyncKind.Jobs, RunStatus.Success, 2), (items[0].Run!.Kind, items[0].Run!.Status, items[0].Run!.Progress.Created));
    }

    [Fact]
    public async Task A_run_with_a_limit_does_not_begin_the_feed()
    {
        var start = await Runs.StartOrJoin(Run(SyncKind.Jobs, limit: 1), Stop);
        await End((await Runs.Take(Company, start.Run.RunId, Stop))!.Run, new RunEnd(RunStatus.Success, null, Complete: true));

        Assert.Empty(await Read());
    }

    [Fact]
    public async Task Each_kind_begins_by_itself()
    {
        await Complete(SyncKind.Candidates);
        await Save(Sample.Job("j1"));
        await Save([Sample.Process("o1")]);
        await Save(Sample.Person("p1"));

        Assert.Equal(["sync.firstCompleted", "candidate.created"], await Types());
    }

    [Fact]
    public async Task A_later_run_tells_that_it_finished_and_what_it_withheld()
    {
        await Complete(SyncKind.Jobs);
        var run = await Begin(SyncKind.Jobs);
        await End(run, new RunEnd(RunStatus.Partial, "Nothing was deleted.", Complete: true) { Compared = true, Withheld = new UnseenCount(100, 60) });

        var items = await Read();
        Assert.Equal(["sync.firstCompleted", "sync.deletionWithheld", "sync.runFinished"], items.Select(item => item.Type));
        Assert.All(items.Skip(1), item => Assert.Equal((run.RunId, FeedCause.Manual, run.RunId), (item.Run!.RunId, item.Cause, item.CauseId!.Value)));
    }

    [Fact]
    public async Task A_moved_application_is_one_item_with_both_states_and_the_event_that_named_it()
    {
        await Complete(SyncKind.Candidates);
        await Save(Ann("Lee", Sample.Application("a1", "New", job: "j1")));
        Advance();
        var (first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var at = Now;
        await Records.SaveRefresh(
            Refresh(events: [first, second]) with { EventOf = new Dictionary<string, Guid> { ["p1"] = second } },
            [Ann("Lee", Sample.Application("a1", "Offer", at, "j2"))],
            IncomingWins.Instance,
            Stop);

        var item = (await Read())[^1];
        Assert.Equal(["sync.firstCompleted", "candidate.created", "application.created", "application.stageChanged"], await Types());
        Assert.Equal(("a1", "p1", "a1", "j2"), (item.RecordId, item.CandidateId, item.ApplicationId, item.JobId));
        Assert.Equal(("New", "Offer", FeedCause.Webhook, second), (item.From, item.To, item.Cause, item.CauseId));
        Assert.Equal((at, Now), (item.SourceUpdatedAt, item.At));
        Assert.Equal(["job_id", "workflow_state"], item.Changed.Order());
    }

    [Fact]
    public async Task What_did_not_change_is_no_item()
    {
        await Complete(SyncKind.Candidates);
        await Save(Ann("Lee", Sample.Application("a1")));
        var before = await Types();
        Advance();
        await Save(Ann("Lee", Sample.Application("a1")));

        Assert.Equal(before, await Types());
    }

    [Fact]
    public async Task A_changed_person_tells_which_fields_and_an_application_beside_it_nothing()
    {
        await Complete(SyncKind.Candidates);
        await Save(Ann("Lee", Sample.Application("a1")));
        Advance();
        await Save(Ann("Stone", Sample.Application("a1")));

        var item = (await Read())[^1];
        Assert.Equal(("candidate.updated", "p1", "p1", null), (item.Type, item.RecordId, item.CandidateId, item.ApplicationId));
        Assert.Equal(["last_name"], item.Changed);
        Assert.Equal(4, (await Read()).Count);
    }

    [Fact]
    public async Task A_deleted_candidate_takes_its_applications_along_and_brings_them_back()
    {
        await Complete(SyncKind.Candidates);
        await Save(Ann("Lee", Sample.Application("a1", "New", job: "j1"), Sample.Application("a2", "Offer", job: "j2")));
        var start = (await Read()).Count;
        Advance();
        var run = await Begin();
        Advance();
        await Records.DeleteUnseen(run, Stop);
        await End(run, new RunEnd(RunStatus.Success, null, Complete: true) { Compared = true });
        Advance();
        await Save(Ann("Lee", Sample.Application("a1", "New", job: "j1"), Sample.Application("a2", "Offer", job: "j2")));

        var items = (await Read()).Skip(start).ToList();
        Assert.Equal(
            [
                "application.deleted a1 j1", "application.deleted a2 j2", "candidate.deleted p1 ",
                "sync.runFinished  ",
                "application.restored a1 j1", "application.restored a2 j2", "candidate.restored p1 ",
            ],
            [.. InGroups(items).Select(item => $"{item.Type} {item.RecordId} {item.JobId}")]);
        Assert.All(items.Take(3), item => Assert.Equal((FeedCause.Manual, run.RunId, "p1"), (item.Cause, item.CauseId, item.CandidateId)));

        IEnumerable<FeedItem> InGroups(List<FeedItem> all) => all.GroupBy(item => item.At).SelectMany(group =>
            group.OrderBy(item => item.Type == "sync.runFinished").ThenBy(item => item.RecordId, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Jobs_processes_and_tasks_are_told_too()
    {
        await Complete(SyncKind.Jobs);
        await Complete(SyncKind.Onboarding);
        await Save(Sample.Job("j1"));
        await Save([Sample.Process("o1") with { CandidateId = "p1" }], Sample.Task("t1", "o1"));
        Advance();
        await Save(Sample.Job("j1", "Chief"));
        await Save([Sample.Process("o1", "closed") with { CandidateId = "p1" }], Sample.Task("t1", "o1", "done"));
        Advance();
        await Delete(SyncKind.Jobs);
        await Delete(SyncKind.Onboarding, run => Records.SavePage(Page(run), Array.Empty<TaskRow>(), IncomingWins.Instance, Stop));

        Assert.Equal(
            [
                "job.created j1   j1", "process.created o1  p1 ", "task.created t1   ",
                "job.updated j1 title  j1", "process.updated o1 status p1 ", "task.updated t1 status  ",
                "job.deleted j1   j1", "process.deleted o1  p1 ", "task.deleted t1   ",
            ],
            [.. (await Read()).Where(item => item.RecordId is not null).Select(item => $"{item.Type} {item.RecordId} {string.Join(',', item.Changed)} {item.CandidateId} {item.JobId}")]);
    }

    [Fact]
    public async Task Documents_are_told_by_their_ids()
    {
        await Complete(SyncKind.Candidates);
        await Save(Ann("Lee") with { Documents = Sample.Told(Sample.Document("a.pdf", id: "d1"), Sample.Document("b.pdf")) });
        var own = (await Documents.List(Company, "p1", Stop))!.Documents.Single(document => document.FileName == "b.pdf").Id;
        Advance();
        await Save(Ann("Lee") with { Documents = Sample.Told(Sample.Document("a.pdf", "h2", id: "d1")) });

        Assert.Equal(
            ["document.created d1 ", $"document.created {own} ", $"document.deleted {own} ", "document.updated d1 content"],
            [.. (await Read()).Where(item => item.Type.StartsWith("document", StringComparison.Ordinal))
                .Select(item => $"{item.Type} {item.RecordId} {string.Join(',', item.Changed)}").OrderBy(text => text.Split(' ')[0], StringComparer.Ordinal).ThenBy(text => text.Contains("d1 ", StringComparison.Ordinal) ? 0 : 1)]);
    }

    [Fact]
    public async Task A_connection_that_fails_and_recovers_is_told_once_each()
    {
        var health = Store.Get<IHealthStore>();
        await health.Save(Company, HealthStatus.Failing, 1, [], Stop);
        await health.Save(Company, HealthStatus.Ok, 1, [], Stop);
        await Complete(SyncKind.Jobs);
        foreach (var status in (HealthStatus[])[HealthStatus.Ok, HealthStatus.Failing, HealthStatus.Failing, HealthStatus.Disconnected, HealthStatus.Failing, HealthStatus.Degraded, HealthStatus.Ok])
        {
            await health.Save(Company, status, 1, [], Stop);
        }

        Assert.Equal(["sync.firstCompleted", "connection.failing", "connection.recovered"], await Types());
    }

    [Fact]
    public async Task The_history_of_a_candidate_stays_what_it_was()
    {
        await Complete(SyncKind.Candidates);
        await Complete(SyncKind.Onboarding);
        await Save(Ann("Lee", Sample.Application("a1")) with { Documents = Sample.Told(Sample.Document("a.pdf")) });
        await Save([Sample.Process("o1") with { CandidateId = "p1" }]);
        Advance();
        await Save(Ann("Lee", Sample.Application("a1", "Offer")) with { Documents = Sample.Told(Sample.Document("a.pdf", "h2")) });
        await Save([Sample.Process("o1", "closed") with { CandidateId = "p1" }]);

        var change = Assert.Single((await Reader.ListCandidateChanges(Company, "p1", new PageRequest(PageSize: 100), Stop)).Items);
        Assert.Equal((CandidateChangeKind.Changed, "a1", "New", "Offer"), (change.Kind, change.ApplicationId, change.FromState, change.ToState));
    }

    [Fact]
    public async Task Nothing_personal_is_in_it()
    {
        await Complete(SyncKind.Candidates);
        await Save(Ann("Lee", Sample.Application("a1")) with { Email = "ann@example.com", Mobile = "+14155550134", Documents = Sample.Told(Sample.Document("lee.pdf")) });
        Advance();
        await Save(Ann("Stone", Sample.Application("a1")) with { Email = "stone@example.com", Mobile = "+14155550199", Documents = Sample.Told(Sample.Document("stone.pdf")) });

        var columns = (string[])["candidate_id", "application_id", "from_state", "to_state", "fields", "type", "record_id", "job_id", "details"];
        var all = string.Join('\n', await Store.Look($"SELECT {string.Join(" || ' ' || ", columns.Select(column => $"coalesce({column}, '')"))} FROM record_changes"));
        Assert.All((string[])["Lee", "Stone", "example.com", "4155550134", "4155550199", ".pdf"], value => Assert.DoesNotContain(value, all, StringComparison.OrdinalIgnoreCase));
    }
}
