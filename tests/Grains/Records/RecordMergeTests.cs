using Jobvite.Client;
using Jobvite.Grains.Records;
using Jobvite.Storage;

namespace Jobvite.Grains.Tests.Records;

public sealed class RecordMergeTests
{
    private static readonly RecordMerge Merge = new(keepEeoData: false);

    [Fact]
    public void A_field_that_the_answer_does_not_carry_keeps_its_value()
    {
        var merged = Merge.Merge("""{"eId":"j1","title":"Baker","department":"Bread"}""", Job("""{"eId":"j1","title":"Head baker"}"""));
        Assert.Equal(("Head baker", "Bread"), (merged.Title, merged.Department));
    }

    [Fact]
    public void A_field_that_is_there_and_null_is_cleared()
    {
        var merged = Merge.Merge("""{"eId":"j1","title":"Baker","department":"Bread"}""", Job("""{"eId":"j1","department":null}"""));
        Assert.Equal(("Baker", null), (merged.Title, merged.Department));
    }

    [Fact]
    public void Eeo_data_that_was_stored_goes_when_the_tenant_no_longer_asks_for_it()
    {
        var stored = """{"eId":"a1","workflowState":"New","gender":"f"}""";
        var incoming = RecordRows.From(JobviteRecords.ParseApplication("""{"eId":"a1","workflowState":"Hired"}"""));
        Assert.DoesNotContain("gender", Merge.Merge(stored, incoming).RawJson, StringComparison.Ordinal);
        Assert.Contains("gender", new RecordMerge(keepEeoData: true).Merge(stored, incoming).RawJson, StringComparison.Ordinal);
    }

    [Fact]
    public void Merging_a_person_keeps_what_came_with_the_entry()
    {
        var incoming = RecordRows.FromPerson(JobviteRecords.ParseCandidate("""{"eId":"c1","city":"Rome"}""")) with
        {
            Applications = [RecordRows.From(JobviteRecords.ParseApplication("""{"eId":"a1"}"""))],
            ArtifactsToFetch = true,
        };
        var merged = Merge.Merge("""{"eId":"c1","firstName":"Ada"}""", incoming);
        Assert.Equal(("Ada", "Rome", true), (merged.FirstName, merged.City, merged.ArtifactsToFetch));
        Assert.Single(merged.Applications);
    }

    private static JobRow Job(string json) => RecordRows.From(JobviteRecords.ParseJob(json));
}
