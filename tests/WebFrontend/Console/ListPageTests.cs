using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;
using Jobvite.Grains.Interfaces;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests.Console;

/// <summary>The lists of jobs, candidates and processes: what stands over them, and in which columns they are shown.</summary>
public sealed partial class ListPageTests(FrontHost front) : IClassFixture<FrontHost>
{
    [Fact]
    public async Task Each_filter_that_is_set_is_a_chip_that_removes_just_it()
    {
        using var browser = await Visit(total: 12);

        var html = await browser.Page("/candidates?search=ann&workflowState=Offer&jobId=j-7&appliedFrom=2026-11-01&appliedTo=2026-11-28&includeDeleted=true&sort=name&page=2");

        Assert.Equal(
            [
                "Remove the filter Name or e-mail: ann → /candidates?workflowState=Offer&jobId=j-7&appliedFrom=2026-11-01&appliedTo=2026-11-28&includeDeleted=true&sort=name",
                "Remove the filter Workflow state: Offer → /candidates?search=ann&jobId=j-7&appliedFrom=2026-11-01&appliedTo=2026-11-28&includeDeleted=true&sort=name",
                "Remove the filter Job: Cook → /candidates?search=ann&workflowState=Offer&appliedFrom=2026-11-01&appliedTo=2026-11-28&includeDeleted=true&sort=name",
                "Remove the filter Applied: 1 Nov 2026 – 28 Nov 2026 → /candidates?search=ann&workflowState=Offer&jobId=j-7&includeDeleted=true&sort=name",
                "Remove the filter Show deleted → /candidates?search=ann&workflowState=Offer&jobId=j-7&appliedFrom=2026-11-01&appliedTo=2026-11-28&sort=name",
                "Clear all → /candidates?sort=name",
            ],
            Chips(html));
        Assert.Contains("<p class=\"count\">12 candidates match</p>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/jobs?status=Open&department=Kitchen&location=Rome&recruiter=r%40example.com", "Status: Open", "Department: Kitchen", "Location: Rome", "Recruiter or hiring manager: r@example.com", "Clear all")]
    [InlineData("/jobs?recruiter=r%40example.com", "Recruiter or hiring manager: r@example.com", "Clear all")]
    [InlineData("/jobs?status=Open&updatedFrom=2026-11-01&updatedTo=2026-11-28", "Status: Open", "Updated: 1 Nov 2026 – 28 Nov 2026", "Clear all")]
    [InlineData("/onboarding?search=p-1&status=ACTIVE&startDate=2026-11-01", "ID: p-1", "Status: ACTIVE", "Hire date: from 1 Nov 2026", "Clear all")]
    [InlineData("/onboarding?endDate=2026-11-01", "Hire date: until 1 Nov 2026", "Clear all")]
    [InlineData("/candidates?email=ann%40example.com&appliedFrom=2026-11-01&appliedTo=2026-11-01", "E-mail: ann@example.com", "Applied: 1 Nov 2026", "Clear all")]
    [InlineData("/candidates?search=&workflowState=&columns=source&nonsense=1")]
    public async Task Every_list_names_its_own_filters(string path, params string[] expected)
    {
        using var browser = await Visit();

        var chips = Chips(await browser.Page(path)).Select(chip => chip[..chip.IndexOf(" → ", StringComparison.Ordinal)].Replace("Remove the filter ", "", StringComparison.Ordinal));

        Assert.Equal(expected, chips);
    }

    [Fact]
    public async Task What_is_filtered_by_is_text_whatever_it_is()
    {
        using var browser = await Visit();

        var answer = await browser.Get("/candidates?search=%3Cscript%3Ealert(1)%3C%2Fscript%3E&columns=%22%3E%3Cb%3E");
        var html = await answer.Content.ReadAsStringAsync(Answers.Cancelled);

        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\"><b>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Candidate|Latest application|State|Source|Last updated")]
    [InlineData("?columns=", "Candidate|Latest application|State|Source|Last updated")]
    [InlineData("?columns=nonsense,more", "Candidate|Latest application|State|Source|Last updated")]
    [InlineData("?columns=phone,STATE,nonsense", "Candidate|State|Phone")]
    [InlineData("?columns=state&columns=id", "Candidate|State|Jobvite ID")]
    [InlineData("?columns=name", "Candidate")]
    public async Task Columns_are_those_that_the_address_names(string query, string expected)
    {
        using var browser = await Visit();

        Assert.Equal(expected, Headings(await browser.Page($"/candidates{query}")));
    }

    [Theory]
    [InlineData("/jobs", "Job|Status|Department|Location|Candidates|Last updated")]
    [InlineData("/jobs?columns=name,recruiter,candidates", "Job|Candidates|Recruiter")]
    [InlineData("/onboarding", "New hire|Status|Tasks|Hire date|Last updated")]
    [InlineData("/onboarding?columns=tasks,candidate", "New hire|Tasks|Candidate ID")]
    public async Task Each_list_has_columns_of_its_own(string path, string expected)
    {
        using var browser = await Visit();

        Assert.Equal(expected, Headings(await browser.Page(path)));
    }

    [Fact]
    public async Task The_columns_stay_while_one_filters_sorts_reads_on_and_chooses_others()
    {
        using var browser = await Visit(total: 100);

        var html = await browser.Page("/jobs?columns=status,remote&recruiter=r%40example.com&page=2&nonsense=1");

        Assert.Contains("href=\"/jobs?columns=status,remote&recruiter=r@example.com&nonsense=1&sort=status\"", Decoded(html), StringComparison.Ordinal);
        Assert.Contains("href=\"/jobs?columns=status,remote&recruiter=r@example.com&nonsense=1&page=3\"", Decoded(html), StringComparison.Ordinal);
        // In the form that searches, and the recruiter in the one that chooses columns as well.
        Assert.Single(Regex.Matches(html, "<input type=\"hidden\" name=\"columns\" value=\"status,remote\""));
        Assert.Equal(2, Regex.Count(html, "<input type=\"hidden\" name=\"recruiter\" value=\"r@example.com\""));
        Assert.DoesNotContain("name=\"nonsense\"", html, StringComparison.Ordinal);
        Assert.Equal(["status", "remote"], Regex.Matches(html, "name=\"columns\" value=\"(\\w+)\" checked").Select(match => match.Groups[1].Value));
    }

    [Fact]
    public async Task An_export_takes_the_filters_and_says_how_many_it_has()
    {
        using var browser = await Visit(total: 3);

        var html = await browser.Page("/onboarding?search=p-1&status=ACTIVE&columns=tasks&sort=status&pageSize=50");

        Assert.Contains("href=\"/console/export/processes?search=p-1&status=ACTIVE&format=csv\"", html, StringComparison.Ordinal);
        Assert.Contains("3 as a CSV file, with all columns", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_a_filter_empties_keeps_the_chip_that_empties_it()
    {
        using var browser = await Visit(total: 0);

        var html = await browser.Page("/jobs?status=Nowhere&columns=status");

        Assert.Contains("No jobs match", html, StringComparison.Ordinal);
        Assert.Equal(["Remove the filter Status: Nowhere → /jobs?columns=status", "Clear all → /jobs?columns=status"], Chips(html));
        Assert.Contains("href=\"/jobs?columns=status\">Show all jobs</a>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_in_the_wrong_order_are_said_to_be_so()
    {
        using var browser = await Visit();

        Assert.Contains("The last day of applying must not be before the first one.", await browser.Page("/candidates?appliedFrom=2026-11-28&appliedTo=2026-11-01", HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("The last day of changes must not be before the first one.", await browser.Page("/jobs?updatedFrom=2026-11-28&updatedTo=2026-11-01", HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    private async Task<ConsoleBrowser> Visit(int total = 1)
    {
        var tenant = front.NewTenant();
        tenant.Records.ListCandidates(default!, default!, default, default).ReturnsForAnyArgs(new Page<CandidateView>(total > 0 ? [Samples.Candidate("c-1")] : [], total, 1, 25, null));
        tenant.Records.ListJobs(default!, default!, default, default).ReturnsForAnyArgs(new Page<JobView>(total > 0 ? [Samples.Job("j-1")] : [], total, 1, 25, null));
        tenant.Records.ListProcesses(default!, default!, default, default).ReturnsForAnyArgs(new Page<ProcessView>(total > 0 ? [Samples.Process("p-1")] : [], total, 1, 25, null));
        tenant.Records.GetNames(default, default, default).ReturnsForAnyArgs(new RecordNames(
            ImmutableDictionary<string, string>.Empty.Add("j-7", "Cook"), ImmutableDictionary<string, string>.Empty));
        return await ConsoleBrowser.SignedIn(front, tenant.TenantId);
    }

    /// <summary>What each chip says and where it leads.</summary>
    private static IEnumerable<string> Chips(string html) => Chip().Matches(html).Select(match =>
        $"{Tag().Replace(match.Groups[2].Value, "").Trim()} → {Decoded(match.Groups[1].Value)}");

    private static string Headings(string html) => string.Join('|', Heading().Matches(html).Select(match => Tag().Replace(match.Groups[1].Value, "").Trim()));

    private static string Decoded(string text) => Uri.UnescapeDataString(text);

    [GeneratedRegex("<a class=\"(?:chip|clear)\" href=\"([^\"]*)\">(.*?)</a>", RegexOptions.Singleline)]
    private static partial Regex Chip();

    [GeneratedRegex("<th scope=\"col\"[^>]*>(.*?)</th>", RegexOptions.Singleline)]
    private static partial Regex Heading();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
