namespace Jobvite.Client.Tests;

/// <summary>Days, moments and amounts as they are written.</summary>
public sealed class TextValueTests
{
    [Theory]
    [InlineData("\"2026-03-01T00:00:00+05:30\"", "2026-03-01")]
    [InlineData("\"2026-03-01T23:30:00-08:00\"", "2026-03-01")]
    [InlineData("\"2026-03-01\"", "2026-03-01")]
    [InlineData("\"2026-03-01T12:00:00Z\"", "2026-03-01")]
    [InlineData("\"03/01/2026\"", "2026-03-01")]
    [InlineData("\"3/1/2026\"", "2026-03-01")]
    [InlineData("\"03-01-2026\"", "2026-03-01")]
    [InlineData("\"03-01-2026T23:30:00-0700\"", "2026-03-01")]
    [InlineData("1772323200000", "2026-03-01")]
    [InlineData("\"1772323200000\"", "2026-03-01")]
    [InlineData("\"13/01/2026\"", null)]
    [InlineData("\"03/01-2026\"", null)]
    [InlineData("\"2026-03-01 or so\"", null)]
    [InlineData("0", null)]
    [InlineData("null", null)]
    public void A_day_is_the_one_that_is_written(string json, string? expected)
    {
        var day = expected is null ? (DateOnly?)null : DateOnly.ParseExact(expected, "yyyy-MM-dd");
        Assert.Equal(day, JobviteRecords.ParseProcess("{\"processId\":\"p\",\"hireDate\":" + json + "}").HireDate);
        var application = JobviteRecords.ParseApplication("{\"eId\":\"a\",\"hireDate\":" + json + ",\"startDate\":" + json + "}");
        Assert.Equal((day, day), (application.HireDate, application.StartDate));
    }

    [Theory]
    [InlineData("2026-03-01", "2026-03-01T00:00:00Z")]
    [InlineData("2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z")]
    [InlineData("2026-03-01T00:00:00-08:00", "2026-03-01T00:00:00Z")]
    [InlineData("03/01/2026", "2026-03-01T00:00:00Z")]
    [InlineData("2026-03-01T17:00:00-08:00", "2026-03-02T01:00:00Z")]
    public void A_due_date_without_a_time_is_midnight_utc_of_its_day(string text, string expected)
    {
        var moment = DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(moment, JobviteRecords.ParseTask("{\"taskId\":\"t\",\"dueDate\":\"" + text + "\"}").DueDate);
        Assert.Equal(moment, JobviteRecords.ParseProcess("{\"processId\":\"p\",\"kickoffDate\":\"" + text + "\"}").KickoffDate);
    }

    [Theory]
    [InlineData("\"100,5\"", "100.5")]
    [InlineData("\"100.5\"", "100.5")]
    [InlineData("\"100.000\"", "100000")]
    [InlineData("\"100,000\"", "100000")]
    [InlineData("100.000", "100")]
    [InlineData("\"40,000.50\"", "40000.50")]
    [InlineData("\"40.000,50\"", "40000.50")]
    [InlineData("\"1.234.567\"", "1234567")]
    [InlineData("\"1,234,567.89\"", "1234567.89")]
    [InlineData("\"100 000\"", "100000")]
    [InlineData("\"CHF\"", null)]
    [InlineData("\"100'000.00\"", "100000.00")]
    [InlineData("\"$52,000\"", "52000")]
    [InlineData("\"1234.567\"", "1234.567")]
    [InlineData("\"0.125\"", "0.125")]
    [InlineData("\"1.2.3\"", null)]
    [InlineData("\"1,23,456\"", null)]
    [InlineData("\"5e4\"", "50000")]
    [InlineData("52000", "52000")]
    [InlineData("\"\"", null)]
    public void An_amount_is_read_with_its_marks(string json, string? expected)
    {
        var amount = expected is null ? (decimal?)null : decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(amount, JobviteRecords.ParseJob("{\"eId\":\"j\",\"salary\":{\"min\":" + json + "}}").SalaryMin);
    }

    [Theory]
    [InlineData("""["Offer signed","Laptop"]""", "Offer signed|Laptop")]
    [InlineData("""[{"name":"Offer signed","completed":true},{"milestone":"Laptop"}]""", "Offer signed|Laptop")]
    [InlineData("""{"milestones":["Offer signed"],"type":"api_retrieved"}""", "Offer signed")]
    [InlineData("""{"Offer signed":true,"Laptop":false,"Badge":"2026-01-02"}""", "Offer signed|Badge")]
    [InlineData("""[]""", "")]
    [InlineData("\"Offer signed\"", "Offer signed")]
    public void Milestones_are_kept_as_jobvite_sends_them(string json, string names)
    {
        var process = JobviteRecords.ParseProcess("{\"processId\":\"p\", \"milestones\" : " + json + "}");
        Assert.Equal(json, process.MilestonesJson);
        Assert.Equal(names, string.Join('|', process.Milestones));
    }

    [Theory]
    [InlineData("""{"processId":"p"}""")]
    [InlineData("""{"processId":"p","milestones":null}""")]
    [InlineData("""{"processId":"p","milestones":""}""")]
    public void No_milestones_are_null(string json) => Assert.Null(JobviteRecords.ParseProcess(json).MilestonesJson);
}
