namespace Jobvite.Storage.Tests;

public abstract class MergeContract : StoreContract
{
    [Fact]
    public async Task A_merge_that_ends_in_the_stored_content_touches_nothing()
    {
        var stored = Sample.Job("j1", "Stored");
        await Save(stored);
        var before = await Reader.GetJob(Company, "j1", Stop);
        Advance();

        var counts = await Records.SaveRefresh(
            Refresh(), [Sample.Job("j1", "Part") with { RawJson = """{"eId":"j1"}""" }], new MergeBy((raw, row) => stored with { RawJson = raw }), Stop);

        Assert.Equal(new UpsertCounts(0, 0, 1), counts);
        Assert.Equal(before! with { ReadAt = Now }, await Reader.GetJob(Company, "j1", Stop));
    }

    [Fact]
    public async Task A_merge_sees_the_stored_json_and_its_result_is_stored()
    {
        await Save(Sample.Job("j1", "Stored"));
        Advance();
        string? seen = null;

        await Records.SaveRefresh(
            Refresh(),
            [Sample.Job("j1", "Incoming")],
            new MergeBy((raw, row) =>
            {
                seen = raw;
                return Sample.Job("j1", "Merged");
            }),
            Stop);

        Assert.Equal(Sample.Job("j1", "Stored").RawJson, seen);
        Assert.Equal("Merged", (await Reader.GetJob(Company, "j1", Stop))!.Title);
    }

    [Fact]
    public async Task What_another_source_said_of_the_same_record_is_replaced_and_not_laid_over()
    {
        await Save(Sample.Job("j1", "Stage"));
        Advance();
        var since = Now;
        Advance();
        List<string> seen = [];
        var merge = new MergeBy((raw, row) =>
        {
            seen.Add(raw);
            return row;
        });

        await Records.SaveRefresh(Refresh() with { SourceSince = since }, [Sample.Job("j1", "Production")], merge, Stop);
        Advance();
        await Records.SaveRefresh(Refresh() with { SourceSince = since }, [Sample.Job("j1", "Later")], merge, Stop);

        Assert.Equal(["{}", Sample.Job("j1", "Production").RawJson], seen);
        Assert.Equal("Later", (await Reader.GetJob(Company, "j1", Stop))!.Title);
    }

    [Fact]
    public async Task Every_column_of_a_job_comes_back()
    {
        var row = Sample.Job("j1") with
        {
            RequisitionId = "2025014K",
            Department = "R&D",
            Category = "Tech",
            PrimaryRecruiterEmail = "r@example.com",
            PrimaryHiringManagerEmail = "h@example.com",
            LocationMain = "Zürich",
            Region = "EMEA",
            Subsidiary = "AG",
            SalaryCurrency = "CHF",
            SalaryMin = 100_000.10m,
            SalaryMax = 120_000.99m,
            SalaryFrequency = "year",
            RemoteType = "hybrid",
        };
        await Save(row);

        var view = (await Reader.GetJob(Company, "j1", Stop))!;

        Assert.Equal(
            (row.RequisitionId, row.Department, row.Category, row.PrimaryRecruiterEmail, row.PrimaryHiringManagerEmail, row.LocationMain, row.Region),
            (view.RequisitionId, view.Department, view.Category, view.PrimaryRecruiterEmail, view.PrimaryHiringManagerEmail, view.LocationMain, view.Region));
        Assert.Equal(
            (row.Subsidiary, row.SalaryCurrency, row.SalaryMin, row.SalaryMax, row.SalaryFrequency, row.RemoteType, row.RawJson),
            (view.Subsidiary, view.SalaryCurrency, view.SalaryMin, view.SalaryMax, view.SalaryFrequency, view.RemoteType, view.RawJson));
    }
}
