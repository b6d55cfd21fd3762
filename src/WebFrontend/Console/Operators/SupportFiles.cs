using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Access;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Jobvite.WebFrontend.Console.Operators;

/// <summary>Hands a company's support bundle to an operator as a ZIP.</summary>
internal static class SupportFiles
{
    private const string Company = "company";

    public static string PathOf(string companyId) => $"{ConsolePage.DataPrefix}/operators/companies/{companyId}/support-bundle";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapConsoleGroup(ConsoleAccess.Operator)
        .MapGet("/operators/companies/{companyId}/support-bundle", Send)
        .WithMetadata(new DisableRequestTimeoutAttribute());

    private static async Task<IResult> Send(HttpContext http, ClusterGrains grains, string companyId, CancellationToken cancellationToken) =>
        CompanyKey.TryCreate(companyId, out var key)
        && await grains.Overview.GetSupportBundle(key.CompanyId, OperatorEndpoints.CallerOf(http), cancellationToken) is { } files
            ? TypedResults.Stream(
                stream => Write(stream, files, http.RequestAborted), "application/zip", $"support-{string.Concat(key.CompanyId.Where(char.IsAsciiLetterOrDigit))}.zip")
            : Problem.NotFound(Company);

    private static async Task Write(Stream stream, ImmutableArray<SupportFile> files, CancellationToken stop)
    {
        await using var body = new LateWrites(stream);
        await using (var zip = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, stop))
        {
            foreach (var file in files)
            {
                await using var entry = await zip.CreateEntry(file.Name, CompressionLevel.Optimal).OpenAsync(stop);
                await entry.WriteAsync(Encoding.UTF8.GetBytes(file.Content), stop);
            }
        }

        await body.FlushAsync(stop);
    }
}
