using Jobvite.Client;
using Jobvite.Storage;

namespace Jobvite.Grains.Records;

/// <inheritdoc cref="IRecordReading"/>
internal sealed class RecordReading : IRecordReading
{
    public JobRow? Job(string rawJson) => Read(() => RecordRows.From(JobviteRecords.ParseJob(rawJson)));

    public CandidateRow? Person(string rawJson) => Read(() => RecordRows.FromPerson(JobviteRecords.ParseCandidate(rawJson)));

    public ApplicationRow? Application(string rawJson) => Read(() => RecordRows.From(JobviteRecords.ParseApplication(rawJson)));

    private static T? Read<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
