using System.Net;
using Jobvite.Grains.Interfaces;
using NSubstitute;
using NSubstitute.ExceptionExtensions;

namespace Jobvite.WebFrontend.Tests;

public sealed class ListTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Root = "/api/integrations/jobvite";

    /// <summary>Every list of the contract.</summary>
    public static TheoryData<string> Lists { get; } =
    [
        $"{Root}/jobs", $"{Root}/jobs/j-1/candidates", $"{Root}/candidates", "/api/onboarding/processes", $"{Root}/sync/runs", $"{Root}/webhooks",
    ];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Page_numbers_and_sizes_out_of_range_are_a_400(string list)
    {
        var tenant = front.NewTenant();
        foreach (var wrong in (string[])["0", "-1", "1e9", "abc", "1.5", "99999999999", "+1", "%00"])
        {
            Assert.Contains("whole number", (await tenant.Client.Get($"{list}?page={wrong}").Problem(HttpStatusCode.BadRequest)).Error("page"), StringComparison.Ordinal);
        }

        foreach (var wrong in (string[])["0", "-1", "101", "1e9", "abc"])
        {
            Assert.Contains("1 to 100", (await tenant.Client.Get($"{list}?pageSize={wrong}").Problem(HttpStatusCode.BadRequest)).Error("pageSize"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Deep_pages_are_read_by_cursor(string list)
    {
        var problem = await front.NewTenant().Client.Get($"{list}?page=101&pageSize=100").Problem(HttpStatusCode.BadRequest);

        Assert.Contains("cursor", problem.Error("page"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_tenant_without_a_company_gets_a_404_that_says_so(string list)
    {
        var problem = await front.NewTenantWithoutCompany().Client.Get(list).Problem(HttpStatusCode.NotFound);

        Assert.Contains("No Jobvite company is connected for this tenant", problem.Error(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_wrong_parameters_are_named_at_once()
    {
        var problem = await front.NewTenant().Client.Get($"{Root}/jobs?page=0&pageSize=0&include=all&includeDeleted=maybe").Problem(HttpStatusCode.BadRequest);

        Assert.Equal(["include", "includeDeleted", "page", "pageSize"], problem["errors"]!.AsObject().Names().Order());
    }

    [Fact]
    public async Task Jobs_are_listed_with_filters_and_pagination()
    {
        var tenant = front.NewTenant();
        var filter = new JobFilter { Status = "Open", Location = "Köln", Department = "R&D", Recruiter = "r@example.com", Search = "eng", IncludeDeleted = true };
        tenant.Records.ListJobs(filter, new(2, 20), false, Arg.Any<CancellationToken>()).Returns(Samples.Page(Samples.Job("j-1")));

        var json = await tenant.Client.Get(
            $"{Root}/jobs?status=Open&location=K%C3%B6ln&department=R%26D&recruiter=r%40example.com&search=eng&includeDeleted=true&page=2&pageSize=20").Json();

        Assert.Equal("""{"page":2,"pageSize":20,"total":41,"totalPages":3,"nextCursor":"next-cursor"}""", json["pagination"]!.ToJsonString());
        var job = json["items"]![0]!.AsObject();
        Assert.Equal(
            [
                "id", "jobviteJobId", "requisitionId", "title", "status", "department", "category", "primaryRecruiterEmail", "primaryHiringManagerEmail",
                "locationMain", "region", "subsidiary", "salaryCurrency", "salaryMin", "salaryMax", "salaryFrequency", "remoteType", "customFields", "candidateCount",
                "createdAt", "updatedAt", "deletedAt", "rawJson",
            ],
            job.Names());
        Assert.Equal("2026-03-04T05:06:07Z", job["updatedAt"]!.GetValue<string>());
        Assert.Null(job["rawJson"]);
    }

    [Fact]
    public async Task A_cursor_goes_to_the_reader_as_it_is()
    {
        var tenant = front.NewTenant();
        tenant.Records.ListJobs(new(), new(500, 100, "abc+/="), true, Arg.Any<CancellationToken>()).Returns(Samples.Page(Samples.Job("j-1", """{"a":[1]}""")));

        var json = await tenant.Client.Get($"{Root}/jobs?cursor=abc%2B%2F%3D&page=500&pageSize=100&include=raw").Json();

        Assert.Equal("""{"a":[1]}""", json["items"]![0]!["rawJson"]!.ToJsonString());
    }

    [Theory]
    [InlineData("jobs?sort=name", SortColumn.Name, false)]
    [InlineData("jobs?sort=-LOCATION", SortColumn.Location, true)]
    [InlineData("jobs?sort=changed", SortColumn.Changed, false)]
    public async Task A_list_is_sorted_as_asked(string list, SortColumn column, bool descending)
    {
        var tenant = front.NewTenant();
        tenant.Records.ListJobs(new(), new(Sort: new ListSort(column, descending)), false, Arg.Any<CancellationToken>()).Returns(Samples.Page(Samples.Job("j-1")));

        Assert.Single((await tenant.Client.Get($"{Root}/{list}").Json())["items"]!.AsArray());
    }

    [Theory]
    [InlineData("jobs?sort=-changed")]
    [InlineData("jobs?sort=")]
    public async Task The_usual_order_is_the_same_whether_asked_for_or_not(string list)
    {
        var tenant = front.NewTenant();
        tenant.Records.ListJobs(new(), new(), false, Arg.Any<CancellationToken>()).Returns(Samples.Page(Samples.Job("j-1")));

        Assert.Single((await tenant.Client.Get($"{Root}/{list}").Json())["items"]!.AsArray());
    }

    [Theory]
    [InlineData("jobs?sort=hireDate", "changed, name, status, department, location; prefix with - for descending")]
    [InlineData("candidates?sort=email", "must be one of changed, name; prefix with - for descending.")]
    [InlineData("candidates?sort=-", "must be one of changed, name; prefix with - for descending.")]
    [InlineData("candidates?sort=--name", "must be one of changed, name; prefix with - for descending.")]
    [InlineData("webhooks?sort=name", "changed")]
    public async Task An_order_that_a_list_does_not_have_is_a_400(string list, string offered)
    {
        var problem = await front.NewTenant().Client.Get($"{Root}/{list}").Problem(HttpStatusCode.BadRequest);

        Assert.Contains(offered, problem.Error("sort"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_foreign_cursor_is_a_400()
    {
        var tenant = front.NewTenant();
        tenant.Records.ListJobs(default!, default!, default, Arg.Any<CancellationToken>()).ThrowsAsyncForAnyArgs(new InvalidCursorException());

        var problem = await tenant.Client.Get($"{Root}/jobs?cursor=x").Problem(HttpStatusCode.BadRequest);

        Assert.Contains("Start again", problem.Error("cursor"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stored_text_that_is_not_JSON_is_shown_as_text()
    {
        var tenant = front.NewTenant();
        tenant.Records.GetJob("j-1", Arg.Any<CancellationToken>()).Returns(Samples.Job("j-1", "<html>"));

        var json = await tenant.Client.Get($"{Root}/jobs/j-1").Json();

        Assert.Equal("<html>", json["rawJson"]!.GetValue<string>());
    }

    [Fact]
    public async Task Candidates_are_listed_with_filters()
    {
        var tenant = front.NewTenant();
        tenant.Records.ListCandidates(new() { WorkflowState = "Offer", Email = "a@b.c", JobId = "j-1", Search = "ada" }, new(), false, Arg.Any<CancellationToken>())
            .Returns(Samples.Page(Samples.Candidate("c-1")));

        var json = await tenant.Client.Get($"{Root}/candidates?workflowState=Offer&email=a%40b.c&jobId=j-1&search=ada").Json();

        Assert.Equal("c-1", json["items"]![0]!["jobviteCandidateId"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_jobs_candidates_are_those_with_an_application_to_it()
    {
        var tenant = front.NewTenant();
        tenant.Records.GetJob("j-1", Arg.Any<CancellationToken>()).Returns(Samples.Job("j-1"));
        tenant.Records.ListCandidates(new() { JobId = "j-1" }, new(3, 5), true, Arg.Any<CancellationToken>()).Returns(Samples.Page(Samples.Candidate("c-1")));

        var json = await tenant.Client.Get($"{Root}/jobs/j-1/candidates?page=3&pageSize=5&include=RAW").Json();

        Assert.Single(json["items"]!.AsArray());
    }

    [Fact]
    public async Task Onboarding_is_listed_by_status_and_day_of_hire()
    {
        var tenant = front.NewTenant();
        tenant.Records.ListProcesses(new() { Status = "ACTIVE", StartDate = new(2026, 1, 31), EndDate = new(2026, 2, 28) }, new(), false, Arg.Any<CancellationToken>())
            .Returns(Samples.Page(Samples.Process("p-1")));

        var json = await tenant.Client.Get("/api/onboarding/processes?status=ACTIVE&startDate=2026-01-31&endDate=2026-02-28").Json();

        Assert.Equal("2026-05-01", json["items"]![0]!["hireDate"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("startDate=yesterday", "startDate")]
    [InlineData("startDate=31.01.2026", "startDate")]
    [InlineData("endDate=2026-02-30", "endDate")]
    [InlineData("startDate=2026-02-01&endDate=2026-01-01", "endDate")]
    public async Task Days_that_are_not_days_are_a_400(string query, string field)
    {
        var problem = await front.NewTenant().Client.Get($"/api/onboarding/processes?{query}").Problem(HttpStatusCode.BadRequest);

        Assert.NotEmpty(problem.Error(field));
    }

    [Theory]
    [InlineData("search", 201)]
    [InlineData("email", 321)]
    [InlineData("jobId", 129)]
    [InlineData("cursor", 1025)]
    public async Task Overlong_parameters_are_a_400(string name, int length)
    {
        var problem = await front.NewTenant().Client.Get($"{Root}/candidates?{name}={new string('x', length)}").Problem(HttpStatusCode.BadRequest);

        Assert.Contains("at most", problem.Error(name), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_NUL_in_a_search_is_a_400_and_not_a_database_error()
    {
        var problem = await front.NewTenant().Client.Get($"{Root}/candidates?search=a%00b").Problem(HttpStatusCode.BadRequest);

        Assert.Contains("control characters", problem.Error("search"), StringComparison.Ordinal);
    }
}
