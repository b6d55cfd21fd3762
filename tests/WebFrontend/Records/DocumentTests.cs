using System.Net;
using Jobvite.Grains.Interfaces;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

public sealed class DocumentTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Root = "/api/integrations/jobvite";

    [Fact]
    public async Task Documents_are_listed_with_what_is_missing()
    {
        var tenant = front.NewTenant();
        tenant.Grain.ListDocuments("c-1", Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(new DocumentList([Samples.Document()], false, "Ask again later."));

        var json = await tenant.Client.Get($"{Root}/candidates/c-1/documents").Json();

        Assert.Equal(["documents", "complete", "warning"], json.Names());
        Assert.Equal(["id", "applicationId", "type", "fileName", "mimeType", "size", "stored", "createdAt"], json["documents"]![0]!.AsObject().Names());
    }

    [Theory]
    [InlineData("cv.pdf", "application/pdf", "application/pdf", "cv.pdf")]
    [InlineData("Lebenslauf Müller.pdf", "APPLICATION/PDF; x=y", "application/pdf", "Lebenslauf Müller.pdf")]
    [InlineData("evil.html", "text/html", "application/octet-stream", "evil.html")]
    [InlineData("evil.svg", "image/svg+xml", "application/octet-stream", "evil.svg")]
    [InlineData("../../etc/passwd", null, "application/octet-stream", "passwd")]
    [InlineData("..\\..\\win.ini", "rubbish", "application/octet-stream", "win.ini")]
    [InlineData("a\r\nSet-Cookie: x=1.pdf", "application/pdf", "application/pdf", "aSet-Cookie x=1.pdf")]
    [InlineData("\U0001F600\U0001F4C4.pdf", "application/pdf", "application/pdf", "\U0001F600\U0001F4C4.pdf")]
    [InlineData("cv\u202Efdp.exe", "application/pdf", "application/pdf", "cvfdp.exe")]
    public async Task A_download_is_an_attachment_that_no_browser_runs(string fileName, string? mimeType, string sentType, string sentName)
    {
        var tenant = front.NewTenant();
        var document = Samples.Document(fileName, mimeType);
        tenant.Grain.DownloadDocument(document.Id, Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(new DocumentDownload { Document = document, Content = [1, 2, 3] });

        var answer = await tenant.Client.Get($"{Root}/documents/{document.Id}/download");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal([1, 2, 3], await answer.Content.ReadAsByteArrayAsync(Answers.Cancelled));
        Assert.Equal(sentType, answer.Content.Headers.ContentType?.ToString());
        var disposition = answer.Content.Headers.ContentDisposition!;
        Assert.Equal(("attachment", sentName), (disposition.DispositionType, disposition.FileNameStar));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("...")]
    [InlineData("///")]
    public async Task A_document_without_a_usable_name_gets_one(string? fileName)
    {
        var tenant = front.NewTenant();
        var document = Samples.Document(fileName);
        tenant.Grain.DownloadDocument(document.Id, Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(new DocumentDownload { Document = document, Content = [] });

        var answer = await tenant.Client.Get($"{Root}/documents/{document.Id}/download");

        Assert.Equal($"resume-{document.Id:N}", answer.Content.Headers.ContentDisposition!.FileNameStar);
    }

    [Fact]
    public void An_overlong_name_keeps_its_extension()
    {
        var name = DownloadShape.FileName(Samples.Document(new string('n', 400) + ".docx"));

        Assert.Equal((150, true), (name.Length, name.EndsWith(".docx", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(30, HttpStatusCode.ServiceUnavailable)]
    [InlineData(null, HttpStatusCode.BadGateway)]
    public async Task A_document_that_cannot_be_had_says_why(int? retrySeconds, HttpStatusCode expected)
    {
        var tenant = front.NewTenant();
        var document = Samples.Document();
        tenant.Grain.DownloadDocument(document.Id, Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(new DocumentDownload
        {
            Document = document,
            Error = "Jobvite's limit is used up.",
            RetryAfter = retrySeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        });

        var answer = await tenant.Client.Get($"{Root}/documents/{document.Id}/download");

        Assert.Equal(retrySeconds, (int?)answer.Headers.RetryAfter?.Delta?.TotalSeconds);
        Assert.Equal("Jobvite's limit is used up.", (await Task.FromResult(answer).Problem(expected)).Error());
    }

    [Theory]
    [InlineData(null, "There is no such document.")]
    [InlineData("Jobvite lists this document but has no content for it.", "Jobvite lists this document but has no content for it.")]
    public async Task A_document_that_is_not_there_is_not_found_with_the_reason(string? reason, string expected)
    {
        var tenant = front.NewTenant();
        var id = Guid.CreateVersion7();
        tenant.Grain.DownloadDocument(id, Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns(new DocumentDownload { Error = reason });

        var answer = tenant.Client.Get($"{Root}/documents/{id}/download");

        Assert.Equal(expected, (await answer.Problem(HttpStatusCode.NotFound)).Error());
    }
}
