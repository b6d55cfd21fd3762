using System.IO.Compression;
using System.Net;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Tests.Console;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests.Operations;

public sealed class SupportBundleTests(FrontHost front) : IClassFixture<FrontHost>
{
    private const string Path = "/console/operators/companies/Acme01/support-bundle";

    private IClusterOverviewGrain Overview => front.Grain<IClusterOverviewGrain>(IClusterOverviewGrain.Key);

    [Fact]
    public async Task An_operator_downloads_the_files_as_a_ZIP()
    {
        Overview.GetSupportBundle("Acme01", Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns([new SupportFile("health.json", "{ \"ä\": 1 }"), new SupportFile("runs.json", new string('x', 200_000))]);
        using var browser = await ConsoleBrowser.SignedIn(front, "tenant-operator", "jobvite.operator jobvite.read");

        var answer = await browser.Get(Path);

        Assert.Equal((HttpStatusCode.OK, "application/zip", "support-Acme01.zip"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentDisposition?.FileName));
        Assert.Contains("no-store", answer.Headers.CacheControl?.ToString() ?? "", StringComparison.Ordinal);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Answers.Cancelled);
        Assert.InRange(bytes.Length, 100, 10_000);
        await using var zip = await ZipArchive.CreateAsync(new MemoryStream(bytes), ZipArchiveMode.Read, leaveOpen: false, entryNameEncoding: null, Answers.Cancelled);
        Assert.Equal(["health.json", "runs.json"], zip.Entries.Select(entry => entry.FullName));
        using var reader = new StreamReader(await zip.Entries[0].OpenAsync(Answers.Cancelled));
        Assert.Equal("{ \"ä\": 1 }", await reader.ReadToEndAsync(Answers.Cancelled));
        await Overview.Received().GetSupportBundle("Acme01", Arg.Is<Caller>(caller => caller.Subject != null), Arg.Any<CancellationToken>());
    }

    [Theory]
    [InlineData("jobvite.read")]
    [InlineData("jobvite.read jobvite.manage")]
    [InlineData(null)]
    public async Task Nobody_else_does(string? scope)
    {
        using var browser = await ConsoleBrowser.SignedIn(front, "tenant-" + Guid.NewGuid().ToString("N"), scope);

        var answer = await browser.Get("/console/operators/companies/Other1/support-bundle");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        await Overview.DidNotReceive().GetSupportBundle("Other1", Arg.Any<Caller>(), Arg.Any<CancellationToken>());
        using var anonymous = new ConsoleBrowser(front);
        Assert.Equal(HttpStatusCode.Unauthorized, (await anonymous.Get("/console/operators/companies/Other1/support-bundle")).StatusCode);
    }

    [Fact]
    public async Task There_is_none_of_a_company_that_nobody_has()
    {
        Overview.GetSupportBundle("Nobody", Arg.Any<Caller>(), Arg.Any<CancellationToken>()).Returns((System.Collections.Immutable.ImmutableArray<SupportFile>?)null);
        using var browser = await ConsoleBrowser.SignedIn(front, "tenant-operator", "jobvite.operator jobvite.read");

        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get("/console/operators/companies/Nobody/support-bundle")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Get("/console/operators/companies/no%20company/support-bundle")).StatusCode);
    }
}
