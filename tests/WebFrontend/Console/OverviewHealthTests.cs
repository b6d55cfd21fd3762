using System.Text.RegularExpressions;
using Jobvite.Grains.Interfaces;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests.Console;

public sealed partial class OverviewHealthTests(FrontHost front) : IClassFixture<FrontHost>
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task The_overview_begins_with_a_row_for_each_part()
    {
        var html = await Overview(Report(), Past());

        Assert.Equal(["Jobs", "Candidates", "Onboarding", "Webhooks"], Rows(html).Select(row => Name().Match(row).Groups[1].Value));
        Assert.Equal([("Well", "ok"), ("Well", "ok"), ("Off", "quiet"), ("Well", "ok")], Rows(html).Select(StateOf));
        Assert.All(Rows(html), row => Assert.Equal(90, Day().Count(row)));
        Assert.True(html.IndexOf("health-rows", StringComparison.Ordinal) < html.IndexOf("What is stored", StringComparison.Ordinal));
        Assert.Contains("100 % well in the last 90 days; no incidents", Rows(html)[0], StringComparison.Ordinal);
        Assert.Contains("Everything works", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Past incidents", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Needs attention", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_incident_says_since_when_what_follows_and_what_to_do()
    {
        var open = Incident("endpoint:candidate", Now.AddHours(-2), null);

        var html = await Overview(Report(open), Past(open));

        var row = Rows(html)[1];
        Assert.Equal(("Failing", "bad"), StateOf(row));
        Assert.Contains($"datetime=\"{open.StartedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\"", row, StringComparison.Ordinal);
        Assert.Contains("Candidates may be up to 3 h old.", row, StringComparison.Ordinal);
        Assert.Contains("Ask Jobvite's support.", row, StringComparison.Ordinal);
        Assert.Contains("class=\"failing\"", row, StringComparison.Ordinal);
        Assert.Contains("Jobvite refused the key.", html[html.IndexOf("Needs attention", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Equal(("Well", "ok"), StateOf(Rows(html)[0]));
    }

    [Fact]
    public async Task The_worst_of_several_incidents_has_the_word_and_one_of_the_whole_company_is_told_below()
    {
        var late = Incident("deletions:jobs", Now.AddDays(-1), null) with { Severe = false, Effect = "What was removed is still shown." };
        var database = Incident("service:database", Now.AddMinutes(-3), null) with { Cause = "The database takes no writes.", Effect = "Webhooks are answered 503." };

        var html = await Overview(Report(late, database), Past(late));

        Assert.All(Rows(html).Where(row => !row.Contains(">Off<", StringComparison.Ordinal)), row => Assert.Equal(("Failing", "bad"), StateOf(row)));
        Assert.All(Rows(html), row => Assert.DoesNotContain("Webhooks are answered 503.", row, StringComparison.Ordinal));
        Assert.Contains("Webhooks are answered 503.", html, StringComparison.Ordinal);

        // It could not be stored; today's bar shows it all the same.
        Assert.Contains("class=\"failing\"", Rows(html)[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Past_incidents_say_what_was_wrong_what_followed_and_how_long_it_took()
    {
        var ended = Enumerable.Range(1, 7).Select(i => Incident("run:jobs", Now.AddDays(-i), TimeSpan.FromHours(2)) with { Cause = $"Run {i} failed.", Effect = $"Jobs were {i} h old." }).ToArray();

        var html = await Overview(Report(ended), Past(ended));

        var table = html[html.IndexOf("Past incidents", StringComparison.Ordinal)..];
        Assert.Equal(["1", "2", "3", "4", "5", "6", "7"], Failed().Matches(table).Select(match => match.Groups[1].Value));
        Assert.Contains("Jobs were 7 h old.", table, StringComparison.Ordinal);
        Assert.Contains("Show 4 more", table, StringComparison.Ordinal);
        Assert.Contains($"datetime=\"{ended[0].EndedAt:yyyy-MM-ddTHH:mm:ssZ}\"", table, StringComparison.Ordinal);
        Assert.Contains("; 7 incidents", Rows(html)[0], StringComparison.Ordinal);
        Assert.Equal(("Well", "ok"), StateOf(Rows(html)[0]));
        Assert.DoesNotContain("Needs attention", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_in_which_nobody_judged_are_not_shown_as_well()
    {
        var html = await Overview(Report(), Past() with { KnownSince = Now.AddDays(-40), Gaps = [new(Now.AddDays(-10), Now.AddDays(-5))] });

        var row = Rows(html)[0];
        Assert.InRange(UnjudgedDay().Count(row), 49 + 4, 50 + 4);
        Assert.Contains("no data", row, StringComparison.Ordinal);
        Assert.Contains("100 % well in the 35 days with data; no incidents in 90 days", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_company_that_was_never_judged_shows_no_well_day()
    {
        var health = Report() with { Status = HealthStatus.NotStarted, Endpoints = [], Webhooks = new() { State = WebhooksState.NeverReceived } };

        var html = await Overview(health, new HealthPast());

        Assert.All(Rows(html), row => Assert.DoesNotContain("class=\"well", row, StringComparison.Ordinal));
        Assert.All(Rows(html), row => Assert.Contains("No data for the last 90 days", row, StringComparison.Ordinal));
        Assert.Equal(("None received yet", "quiet"), StateOf(Rows(html)[3]));
    }

    [Fact]
    public async Task Days_are_those_of_the_readers_zone()
    {
        var tenant = Tenant(Report(), Past());
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);
        browser.Client.DefaultRequestHeaders.Add("Cookie", "jobvite-zone=Pacific/Kiritimati");

        var html = await browser.Page("/");

        Assert.Contains($"title=\"{Now.ToOffset(TimeSpan.FromHours(14)):d MMM yyyy}: well", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operators_see_the_same_rows()
    {
        var companyId = "Co" + Guid.NewGuid().ToString("N")[..8];
        var ended = Incident("run:jobs", Now.AddDays(-1), TimeSpan.FromHours(2));
        front.Grain<IClusterOverviewGrain>(IClusterOverviewGrain.Key).GetCompany(companyId, Arg.Any<CancellationToken>()).Returns(new CompanyDetail
        {
            Company = new() { CompanyId = companyId, Environment = JobviteEnvironment.Stage, Health = CompanyHealth.Well, IntervalMinutes = 60 },
            Health = Report(ended),
            Past = Past(ended),
            Runs = [],
        });
        using var browser = await ConsoleBrowser.SignedIn(front, "tenant-of-nobody", "jobvite.read jobvite.operator");

        var html = await browser.Page($"/operators/companies/{companyId}");

        Assert.Equal([("Well", "ok"), ("Well", "ok"), ("Off", "quiet"), ("Well", "ok")], Rows(html).Select(StateOf));
        Assert.Contains("; 1 incident", Rows(html)[0], StringComparison.Ordinal);
        Assert.Contains("Past incidents", html, StringComparison.Ordinal);
    }

    private static HealthReport Report(params HealthIncident[] incidents) => new()
    {
        Status = incidents.Any(one => one.EndedAt is null) ? HealthStatus.Failing : HealthStatus.Ok,
        Endpoints =
        [
            new() { Endpoint = "job", State = EndpointState.Ok, Since = Now.AddDays(-60), LastContactAt = Now, LastSuccessAt = Now },
            new() { Endpoint = "candidate", State = EndpointState.Ok, Since = Now.AddDays(-60), LastContactAt = Now, LastSuccessAt = Now },
            new() { Endpoint = "onboarding", State = EndpointState.Off },
        ],
        Webhooks = new() { State = WebhooksState.Ok, LastReceivedAt = Now },
        Incidents = [.. incidents],
    };

    private static HealthPast Past(params HealthIncident[] incidents) => new() { KnownSince = Now.AddDays(-200), KnownUntil = Now, Incidents = [.. incidents] };

    private static HealthIncident Incident(string subject, DateTimeOffset at, TimeSpan? length) => new()
    {
        Id = Guid.NewGuid(),
        Subject = subject,
        StartedAt = at,
        EndedAt = at + length,
        Cause = "Jobvite refused the key.",
        Effect = "Candidates may be up to 3 h old.",
        WhatToDo = "Ask Jobvite's support.",
        Severe = true,
    };

    private static string[] Rows(string html) => [.. html.Split("<h3>").Skip(1).Take(4).Select(row => "<h3>" + row[..row.IndexOf(">Today<", StringComparison.Ordinal)])];

    private static (string State, string Tone) StateOf(string row) => Standing().Match(row) is var match ? (match.Groups[2].Value, match.Groups[1].Value) : default;

    private async Task<string> Overview(HealthReport health, HealthPast past)
    {
        using var browser = await ConsoleBrowser.SignedIn(front, Tenant(health, past).TenantId);
        return await browser.Page("/");
    }

    private PlayedTenant Tenant(HealthReport health, HealthPast past)
    {
        var tenant = front.NewTenant();
        tenant.Grain.GetDiagnostics(default!, default).ReturnsForAnyArgs(new SyncDiagnostics { Configuration = Samples.Configuration(tenant.CompanyId), Counts = new(), Budget = new(), Schedules = [] });
        tenant.Records.ListRuns(default!, default!, default).ReturnsForAnyArgs(new Page<SyncRun>([], 0, 1, 5, null));
        tenant.Records.GetActivitySince(default, default, default).ReturnsForAnyArgs(new CompanyActivity(ActivityUnit.Day, []));
        tenant.Records.GetHealth(default).ReturnsForAnyArgs(health);
        tenant.Records.GetHealthPast(default).ReturnsForAnyArgs(past);
        return tenant;
    }

    [GeneratedRegex("<h3>(.*?)</h3>")]
    private static partial Regex Name();

    [GeneratedRegex("<span class=\"status\" data-tone=\"(.*?)\">(.*?)</span>")]
    private static partial Regex Standing();

    [GeneratedRegex("<i class=\"[a-z ]+\" title=\"")]
    private static partial Regex Day();

    [GeneratedRegex("<i class=\"unjudged\" title=\"")]
    private static partial Regex UnjudgedDay();

    [GeneratedRegex(@"Run (\d) failed\.")]
    private static partial Regex Failed();
}
