using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using Jobvite.Grains.Interfaces;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

public sealed class ErasureTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Root = "/api/integrations/jobvite";

    [Fact]
    public async Task Erasing_says_how_much_and_by_what_the_person_is_kept_away()
    {
        var tenant = front.NewTenant();
        var id = Guid.NewGuid();
        tenant.Personal.Erase("c-1", "Ticket 4711", Arg.Any<Caller>(), Arg.Any<CancellationToken>())
            .Returns(new ErasureResult { Outcome = ErasureOutcome.Erased, SuppressionId = id, Erased = new ErasedCounts { Rows = 3, Documents = 2, WebhookBodies = 4, Changes = 5 } });

        var answer = await tenant.Client.PostAsJsonAsync($"{Root}/candidates/c-1/erase", new { reason = " Ticket 4711 " }, Answers.Cancelled);

        Assert.Equal($$"""{"erased":{"rows":3,"documents":2,"webhookBodies":4,"changes":5,"deliveries":0},"suppressionId":"{{id}}"}""", await answer.Content.ReadAsStringAsync(Answers.Cancelled));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"reason":"  "}""")]
    [InlineData("""{"reason":7}""")]
    [InlineData("""{"reason":"a\nb"}""")]
    public async Task A_reason_is_needed(string body)
    {
        var tenant = front.NewTenant();

        var problem = await Post(tenant, body).Problem(HttpStatusCode.BadRequest);

        Assert.NotEmpty(problem.Error("reason"));
        Assert.Empty(tenant.Personal.ReceivedCalls());
        Assert.NotEmpty((await Post(tenant, $$"""{"reason":"{{new string('x', 501)}}"}""").Problem(HttpStatusCode.BadRequest)).Error("reason"));
    }

    [Theory]
    [InlineData(ErasureOutcome.NotFound, HttpStatusCode.NotFound)]
    [InlineData(ErasureOutcome.ReasonNamesPerson, HttpStatusCode.BadRequest)]
    public async Task Nothing_is_erased_of_somebody_unknown_or_for_a_reason_that_names_them(ErasureOutcome outcome, HttpStatusCode status)
    {
        var tenant = front.NewTenant();
        tenant.Personal.Erase(default!, default!, default!, default).ReturnsForAnyArgs(new ErasureResult { Outcome = outcome });

        await Post(tenant, """{"reason":"x"}""").Problem(status);
    }

    [Fact]
    public async Task It_takes_a_token_that_may_manage()
    {
        var tenant = front.NewTenant();
        using var client = tenant.ClientWith(Tokens.For(tenant.TenantId, scope: "jobvite.read"));

        Assert.Equal(HttpStatusCode.Forbidden, (await client.PostAsJsonAsync($"{Root}/candidates/c-1/erase", new { reason = "x" }, Answers.Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.DeleteAsync($"{Root}/suppressions/{Guid.NewGuid()}", Answers.Cancelled)).StatusCode);
    }

    [Fact]
    public async Task Suppressions_are_listed_and_ended()
    {
        var tenant = front.NewTenant();
        var view = new SuppressionView { Id = Guid.NewGuid(), CreatedAt = Samples.Time, Reason = "Ticket", Subject = "sub", Ids = 3 };
        tenant.Personal.ListSuppressions(default!, default!, default).ReturnsForAnyArgs(new Page<SuppressionView>([view], 1, 1, 25, null));
        tenant.Personal.EndSuppression(view.Id, Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(new SuppressionEnd(41));

        var list = await tenant.Client.Get($"{Root}/suppressions").Json();
        var ended = await tenant.Client.DeleteAsync($"{Root}/suppressions/{view.Id}", Answers.Cancelled);

        Assert.Equal(["id", "createdAt", "reason", "subject", "email", "ids"], list["items"]![0]!.AsObject().Names());
        var answer = await ended.Content.ReadFromJsonAsync<System.Text.Json.Nodes.JsonObject>(Answers.Cancelled);
        Assert.Equal((true, 41), (answer!["fullSyncNeeded"]!.GetValue<bool>(), answer["requests"]!.GetValue<int>()));
        Assert.Equal(HttpStatusCode.NotFound, (await tenant.Client.DeleteAsync($"{Root}/suppressions/{Guid.NewGuid()}", Answers.Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await tenant.Client.DeleteAsync($"{Root}/suppressions/x", Answers.Cancelled)).StatusCode);
    }

    [Fact]
    public async Task A_persons_file_holds_the_record_its_history_webhooks_and_documents()
    {
        var tenant = Person(out var document);

        var answer = await tenant.Client.GetAsync($"{Root}/candidates/c-1/export", Answers.Cancelled);

        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(Answers.Cancelled));
        Assert.Equal(
            ["candidate.json", "history.json", "onboarding.json", "webhooks.json", "documents/001-cv.pdf", "documents.json"],
            zip.Entries.Select(entry => entry.FullName));
        using var reader = new StreamReader(zip.GetEntry("documents/001-cv.pdf")!.Open());
        Assert.Equal("text of the document", await reader.ReadToEndAsync(Answers.Cancelled));
        using var candidate = new StreamReader(zip.GetEntry("candidate.json")!.Open());
        Assert.Contains("\"jobviteCandidateId\":\"c-1\"", await candidate.ReadToEndAsync(Answers.Cancelled), StringComparison.Ordinal);
        Assert.NotEqual(Guid.Empty, document.Id);
    }

    [Fact]
    public async Task The_file_of_a_person_who_is_erased_meanwhile_never_ends()
    {
        var tenant = Person(out var document);
        var person = Samples.Candidate("c-1");
        tenant.Records.GetCandidate(default!, default).ReturnsForAnyArgs(_ => person);
        tenant.Grain.DownloadDocument(document.Id, Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(_ =>
        {
            person = null;
            return new DocumentDownload();
        });

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => tenant.Client.GetAsync($"{Root}/candidates/c-1/export", Answers.Cancelled));
    }

    [Fact]
    public async Task There_is_no_file_of_somebody_unknown() =>
        await front.NewTenant().Client.Get($"{Root}/candidates/c-9/export").Problem(HttpStatusCode.NotFound);

    private static Task<HttpResponseMessage> Post(PlayedTenant tenant, string body) =>
        tenant.Client.PostAsync($"{Root}/candidates/c-1/erase", new StringContent(body, System.Text.Encoding.UTF8, "application/json"), Answers.Cancelled);

    private PlayedTenant Person(out DocumentView document)
    {
        var tenant = front.NewTenant();
        document = Samples.Document("cv.pdf", "application/pdf");
        var webhook = Samples.Webhook();
        tenant.Records.GetCandidate(default!, default).ReturnsForAnyArgs(Samples.Candidate("c-1"));
        tenant.Records.GetCandidateHistory(default!, default!, default).ReturnsForAnyArgs(new Page<CandidateChange>([], 0, 1, 100, null));
        tenant.Records.ListProcesses(default!, default!, default, default).ReturnsForAnyArgs(Samples.Page(Samples.Process("p-1")) with { NextCursor = null });
        tenant.Records.ListTaskPage(default!, default, default).ReturnsForAnyArgs(new Page<TaskView>([Samples.Task("t-1")], 1, 1, 1000, null));
        tenant.Records.GetWebhook(default, default).ReturnsForAnyArgs(new WebhookDetail(webhook, [.. "{}"u8], []));
        tenant.Grain.ListDocuments(default!, default!, default).ReturnsForAnyArgs(new DocumentList([document], true, null));
        tenant.Grain.DownloadDocument(default, default!, default).ReturnsForAnyArgs(new DocumentDownload { Document = document, Content = "text of the document"u8.ToArray() });
        tenant.Personal.OpenFile(default!, default!, default).ReturnsForAnyArgs(new PersonFile([webhook.Id], [document]));
        return tenant;
    }
}
