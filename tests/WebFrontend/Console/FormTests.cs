using System.Net;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Access;
using Jobvite.WebFrontend.Console.Layout;
using Microsoft.AspNetCore.Http;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests.Console;

/// <summary>What a form does not say is not guessed.</summary>
public sealed class FormTests(FrontHost front) : IClassFixture<FrontHost>
{
    [Theory]
    [InlineData("")]
    [InlineData("tets")]
    [InlineData(null)]
    public async Task A_connection_form_without_a_known_button_saves_nothing(string? intent)
    {
        var tenant = front.NewTenant();
        tenant.Grain.GetConfiguration(Arg.Any<Caller>()).Returns(Samples.Configuration(tenant.CompanyId));
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);
        (string, string)[] fields = intent is null ? [("_handler", "connection")] : [("_handler", "connection"), ("intent", intent)];

        var answer = await browser.Send("/connect", "/connect", fields);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        await tenant.Directory.DidNotReceiveWithAnyArgs().Configure(default!, default!, default);
        await tenant.Directory.DidNotReceiveWithAnyArgs().TestConnection(default!, default!, default);
    }

    [Theory]
    [InlineData("/sync", "_handler=start&kind=jobs")]
    [InlineData("/sync", "_handler=start&kind=jobs&mode=most")]
    [InlineData("/sync", "_handler=start&mode=full")]
    [InlineData("/sync", "_handler=start&kind=everything&mode=full")]
    [InlineData("/time-zone", "_handler=zone&zone=UTC")]
    [InlineData("/theme", "theme=purple")]
    [InlineData("/sessions/end", "id=mine")]
    [InlineData("/onboarding/p-1", "_handler=milestones&milestones=Badge")]
    [InlineData("/connect", "_handler=connection&intent=save&apiKey.choice=perhaps")]
    public async Task Every_form_refuses_what_it_does_not_know(string path, string fields)
    {
        var tenant = front.NewTenant();
        tenant.Grain.GetConfiguration(Arg.Any<Caller>()).Returns(Samples.Configuration(tenant.CompanyId));
        tenant.Records.GetProcess("p-1", Arg.Any<CancellationToken>()).Returns(Samples.Process("p-1"));
        tenant.Records.ListTaskPage("p-1", Arg.Any<int>(), Arg.Any<CancellationToken>()).Returns(new Page<TaskView>([], 0, 1, 1000, null));
        tenant.Records.ListRuns(default!, default!, default).ReturnsForAnyArgs(Samples.Page<SyncRun>([]));
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var answer = await browser.Send(path, "/time-zone", [.. fields.Split('&').Select(field => field.Split('=')).Select(field => (field[0], field[1]))]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        await tenant.Grain.DidNotReceiveWithAnyArgs().StartSync(default, default!, default!, default);
        await tenant.Grain.DidNotReceiveWithAnyArgs().UpdateMilestones(default!, default!, default!, default);
        await tenant.Directory.DidNotReceiveWithAnyArgs().Configure(default!, default!, default);
    }

    [Fact]
    public async Task What_is_not_to_be_stored_is_ticked_or_typed_and_lifting_it_says_what_it_takes()
    {
        var tenant = front.NewTenant();
        var stored = Samples.Configuration(tenant.CompanyId);
        tenant.Grain.GetConfiguration(Arg.Any<Caller>()).Returns(stored with
        {
            SyncConfig = stored.SyncConfig with { ExcludedFields = ["application.resume", "candidate.contact", "candidate.customField:size"], DeletedRecordsDays = 7 },
        });
        ConfigureCompany? sent = null;
        tenant.Directory.Configure(default!, default!, default).ReturnsForAnyArgs(call =>
        {
            sent = call.Arg<ConfigureCompany>();
            return new ConfigureResult { Outcome = ConfigureOutcome.Saved, CompanyId = tenant.CompanyId, Warning = "candidate.contact: stored again from now on, which takes about 2 requests." };
        });
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);
        var page = await browser.Page("/connect");
        Assert.Matches("name=\"syncConfig.excludedFields.candidate.contact\" checked", page);
        Assert.DoesNotMatch("name=\"syncConfig.excludedFields.candidate.address\" checked", page);
        Assert.Matches("<textarea id=\"syncConfig.excludedFields\"[^>]*>candidate.customField:size</textarea>", page);
        Assert.Matches("id=\"syncConfig.deletedRecordsDays\"[^>]*value=\"7\"", page);

        var answer = await browser.Send(
            "/connect",
            "/connect",
            ("_handler", "connection"),
            ("intent", "save"),
            ("environment", "Stage"),
            ("syncConfig.excludedFields.application.resume", "on"),
            ("syncConfig.excludedFields", "candidate.mobile\r\n candidate.customField:size "),
            ("syncConfig.deletedRecordsDays", "14"));

        Assert.Equal(["application.resume", "candidate.mobile", "candidate.customField:size"], sent!.SyncConfig!.ExcludedFields!.Value);
        Assert.Equal((14, true), (sent.SyncConfig.DeletedRecordsDays, sent.SyncConfig.DeletedRecordsDaysGiven));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("which takes about 2 requests.", await answer.Content.ReadAsStringAsync(Answers.Cancelled), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("soon")]
    public async Task Days_that_are_none_are_refused_beside_their_field(string days)
    {
        var tenant = front.NewTenant();
        tenant.Grain.GetConfiguration(Arg.Any<Caller>()).Returns(Samples.Configuration(tenant.CompanyId));
        tenant.Directory.TestConnection(default!, default!, default).ReturnsForAnyArgs(new ConnectionTestResult { Success = true });
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var answer = await browser.Send("/connect", "/connect", ("_handler", "connection"), ("intent", "save"), ("environment", "Stage"), ("syncConfig.deletedRecordsDays", days));

        Assert.Contains("id=\"syncConfig.deletedRecordsDays-error\"", await answer.Content.ReadAsStringAsync(Answers.Cancelled), StringComparison.Ordinal);
        await tenant.Directory.DidNotReceiveWithAnyArgs().Configure(default!, default!, default);
    }

    [Fact]
    public async Task Milestones_that_somebody_else_has_changed_are_not_replaced()
    {
        var tenant = front.NewTenant();
        tenant.Records.GetProcess("p-1", Arg.Any<CancellationToken>()).Returns(Samples.Process("p-1"));
        tenant.Records.ListTaskPage("p-1", Arg.Any<int>(), Arg.Any<CancellationToken>()).Returns(new Page<TaskView>([], 0, 1, 1000, null));
        using var browser = await ConsoleBrowser.SignedIn(front, tenant.TenantId);

        var answer = await browser.Send("/onboarding/p-1", "/onboarding/p-1", ("_handler", "milestones"), ("milestones", "Badge made"), ("operation", "set"), ("seen", "0123456789abcdef"));

        Assert.Contains("have changed since you opened this page", await answer.Content.ReadAsStringAsync(Answers.Cancelled), StringComparison.Ordinal);
        await tenant.Grain.DidNotReceiveWithAnyArgs().UpdateMilestones(default!, default!, default!, default);
    }

    [Theory]
    [InlineData("same-origin", true)]
    [InlineData("none", true)]
    [InlineData("cross-site", false)]
    [InlineData("same-site", false)]
    [InlineData(null, false)]
    public async Task A_page_is_compressed_for_the_reader_who_asked_for_it_only(string? site, bool compressed)
    {
        using var browser = await ConsoleBrowser.SignedIn(front, front.NewTenant().TenantId);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/time-zone", UriKind.Relative));
        request.Headers.AcceptEncoding.ParseAdd("br");
        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        var answer = await browser.Client.SendAsync(request, Answers.Cancelled);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(compressed ? ["br"] : [], answer.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData("eyJ.a.b", "eyJ.a.b")]
    [InlineData("  export TOKEN=eyJ.a.b\n", "eyJ.a.b")]
    [InlineData("export TOKEN=\"eyJ.a.b\"", "eyJ.a.b")]
    [InlineData("TOKEN='eyJ.a.b'", "eyJ.a.b")]
    [InlineData("Authorization: Bearer eyJ.a.b", "eyJ.a.b")]
    [InlineData("bearer eyJ.a.b=", "eyJ.a.b=")]
    public void A_token_is_read_out_of_what_was_copied_with_it(string pasted, string token) => Assert.Equal(token, PastedToken.Read(pasted));

    [Theory]
    [InlineData("auto:America/New_York", "2026-11-01", "2026-11-01T04:00:00Z")]
    [InlineData("auto:America/New_York", "2026-11-02", "2026-11-02T05:00:00Z")]
    [InlineData("Asia/Kolkata", "2026-11-01", "2026-10-31T18:30:00Z")]
    [InlineData("America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z")] // its clocks skip midnight
    [InlineData("nonsense/../../etc/passwd", "2026-11-01", "2026-11-01T00:00:00Z")]
    [InlineData("", "2026-11-01", "2026-11-01T00:00:00Z")]
    public void A_day_begins_where_its_zone_says(string cookie, string day, string start)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Cookie = $"{ReaderZone.Cookie}={cookie}";

        var zone = ReaderZone.Of(http);

        Assert.Equal(DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture), zone.StartOf(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("2026-11-28T12:00", "2026-11-28T11:00:00Z")]
    [InlineData("2026-10-25T02:30", "2026-10-25T00:30:00Z")] // comes twice
    [InlineData("2026-03-29T02:30", "2026-03-29T01:30:00Z")] // is skipped
    public void A_time_that_a_form_asks_for_is_of_the_readers_clocks(string typed, string at)
    {
        Assert.True(ReaderZone.TryFind("Europe/Berlin", out var zone));

        Assert.Equal(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), zone.At(DateTime.Parse(typed, System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_time_of_day_in_a_sentence_of_the_silo_is_the_readers()
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Cookie = $"{ReaderZone.Cookie}=auto:America/New_York";

        Assert.Equal(
            "Jobvite did not answer. The run waits and tries again at 05:31:07 (attempt 2 of 6).",
            ReaderZone.Of(http).InWords("Jobvite did not answer. The run waits and tries again at 10:31:07 UTC (attempt 2 of 6).", new(2026, 11, 28, 10, 30, 0, TimeSpan.Zero)));
    }
}
