using Jobvite.Client;
using Jobvite.Grains.Records;
using Jobvite.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Jobvite.Grains.Tests.Records;

public sealed class RecordRowsTests
{
    [Fact]
    public void A_job_is_at_each_of_its_places()
    {
        var job = RecordRows.From(JobviteRecords.ParseJob(
            """{"eId":"j","location":"Chicago, IL","locationCity":"Chicago","jobLocations":[{"city":"Paris","country":"France"},"Remote"]}"""));

        Assert.Equal("Chicago, IL", job.LocationMain);
        Assert.Equal(["Chicago", "France", "Paris", "Paris, France", "Remote"], job.Places.Where(place => place is not "IL").Distinct().Order());
    }

    [Fact]
    public void Own_fields_are_kept_by_their_code_and_only_with_a_value()
    {
        var person = RecordRows.FromPerson(JobviteRecords.ParseCandidate(
            """{"eId":"p","customField":[{"fieldCode":"grade","value":5},{"fieldCode":"empty","value":""},{"fieldCode":"grade","value":"L5"}]}"""));

        Assert.Equal("""{"grade":"L5"}""", person.CustomFields);
        Assert.Null(RecordRows.FromPerson(JobviteRecords.ParseCandidate("""{"eId":"p","customField":null}""")).CustomFields);
    }

    [Fact]
    public void Milestones_of_a_process_are_kept_as_they_came()
    {
        Assert.Equal("""["Signed",{"name":"Started"}]""", RecordRows.From(JobviteRecords.ParseProcess("""{"processId":"o","milestones":["Signed",{"name":"Started"}]}""")).Milestones);
        Assert.Null(RecordRows.From(JobviteRecords.ParseProcess("""{"processId":"o"}""")).Milestones);
    }

    [Fact]
    public void A_stored_record_that_is_none_is_read_as_nothing()
    {
        var reading = new RecordReading();

        Assert.Equal((null, null, null), (reading.Job("{}"), reading.Person("rubbish"), reading.Application("[]")));
        Assert.Equal("j", reading.Job("""{"eId":"j"}""")!.Id);
    }

    [Fact]
    public async Task Rows_are_completed_batch_by_batch_until_none_is_left()
    {
        var records = Substitute.For<IRecordCompletion>();
        records.Complete(default!, default, default).ReturnsForAnyArgs(RecordCompleter.BatchSize, 3, 0);
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
        using var completer = new RecordCompleter(records, time, NullLogger<RecordCompleter>.Instance);

        var work = completer.CompleteAll(TestContext.Current.CancellationToken);
        while (!work.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await work;
        await records.ReceivedWithAnyArgs(3).Complete(default!, default, default);
    }

    [Fact]
    public async Task A_database_that_is_away_is_tried_again_later()
    {
        var records = Substitute.For<IRecordCompletion>();
        records.Complete(default!, default, default).ReturnsForAnyArgs<int>(_ => throw new StorageUnavailableException("away"));
        using var completer = new RecordCompleter(records, TimeProvider.System, NullLogger<RecordCompleter>.Instance);

        await completer.CompleteAll(TestContext.Current.CancellationToken);

        await records.ReceivedWithAnyArgs(1).Complete(default!, default, default);
    }
}
