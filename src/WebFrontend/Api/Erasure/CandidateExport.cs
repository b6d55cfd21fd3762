using System.IO.Compression;
using System.Text.Json;
using Jobvite.Grains.Interfaces;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend;

/// <summary>Sends everything that is kept about a person as a ZIP, piece by piece, so that a large file takes no memory.</summary>
internal static partial class CandidateExport
{
    private const string Candidate = "candidate";

    public static async Task<IResult> Send(CompanyScope scope, string jobviteCandidateId, CancellationToken cancellationToken)
    {
        var id = await PathId.Jobvite(scope, RecordKind.Candidate, jobviteCandidateId, Candidate, cancellationToken);

        // Asks Jobvite for documents that are not here yet; of somebody who was deleted there are none.
        var listed = await scope.Tenant.ListDocuments(id, scope.Caller, cancellationToken);
        return await scope.PersonalData.OpenFile(id, scope.Caller, cancellationToken) is { } file && await scope.Records.GetCandidate(id, cancellationToken) is { } candidate
            ? new Archive(scope, candidate, file, listed?.Warning)
            : Problem.NotFound(Candidate);
    }

    [LoggerMessage(LogLevel.Error, "A person's file broke off")]
    private static partial void LogBrokeOff(ILogger logger, Exception exception);

    private sealed class Archive(CompanyScope scope, CandidateView candidate, PersonFile file, string? warning) : IResult
    {
        private string Id => candidate.JobviteCandidateId;

        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var stop = httpContext.RequestAborted;
            httpContext.Response.ContentType = "application/zip";
            httpContext.Response.Headers.ContentDisposition = $"attachment; filename=\"candidate-{string.Concat(Id.Where(char.IsAsciiLetterOrDigit))}.zip\"";
            httpContext.Response.Headers.CacheControl = "no-store";
            await using var body = new LateWrites(httpContext.Response.Body);
            var zip = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, stop);
            try
            {
                await Fill(zip, httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions, stop);
                if (await scope.Records.GetCandidate(Id, stop) is null)
                {
                    throw new RequestRefusedException(Problem.NotFound(Candidate));
                }
            }
            catch (Exception exception)
            {
                if (exception is not (RequestRefusedException or OperationCanceledException))
                {
                    LogBrokeOff(httpContext.RequestServices.GetRequiredService<ILogger<Archive>>(), exception);
                }

                // The headers are sent. Without its end nobody takes the file for whole.
                httpContext.Abort();
                return;
            }

            await zip.DisposeAsync();
            await body.FlushAsync(stop);
        }

        private async Task Fill(ZipArchive zip, JsonSerializerOptions json, CancellationToken stop)
        {
            await Write("candidate.json", RecordItems.Of(candidate));
            await WriteAll("history.json", Pages(page => scope.Records.GetCandidateHistory(Id, page, stop)));
            await WriteAll("onboarding.json", Onboarding(stop));
            await WriteAll("webhooks.json", Webhooks(stop));
            List<object> documents = [];
            foreach (var (document, number) in file.Documents.Select((document, i) => (document, i + 1)))
            {
                var download = await scope.Tenant.DownloadDocument(document.Id, scope.Caller, stop);
                var name = download.Content is null ? null : $"documents/{number:D3}-{DownloadShape.FileName(document)}";
                if (download.Content is { } content)
                {
                    await using var entry = await zip.CreateEntry(name!, CompressionLevel.Fastest).OpenAsync(stop);
                    await entry.WriteAsync(content, stop);
                }

                documents.Add(new { document.Id, document.ApplicationId, document.Type, document.FileName, document.MimeType, document.Size, File = name, Missing = name is null ? download.Error ?? "It is gone." : null });
            }

            await Write("documents.json", new { Documents = documents, Warning = warning });

            async Task Write(string name, object value)
            {
                await using var entry = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(stop);
                await JsonSerializer.SerializeAsync(entry, value, value.GetType(), json, stop);
            }

            async Task WriteAll<T>(string name, IAsyncEnumerable<T> values)
            {
                await using var entry = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(stop);
                await JsonSerializer.SerializeAsync(entry, values, json, stop);
            }
        }

        private static async IAsyncEnumerable<T> Pages<T>(Func<PageRequest, Task<Page<T>>> read)
        {
            string? cursor = null;
            do
            {
                var page = await read(new PageRequest(PageSize: 100, Cursor: cursor));
                foreach (var item in page.Items)
                {
                    yield return item;
                }

                cursor = page.NextCursor;
            }
            while (cursor is not null);
        }

        private async IAsyncEnumerable<object> Onboarding([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
        {
            await foreach (var process in Pages(page => scope.Records.ListProcesses(new ProcessFilter { CandidateId = Id }, page, includeRaw: true, stop)))
            {
                var tasks = await scope.Records.ListTaskPage(process.JobviteProcessId, 1, stop);
                yield return new { Process = RecordItems.Of(process), Tasks = tasks?.Items.Select(RecordItems.Of).ToList() };
            }
        }

        private async IAsyncEnumerable<WebhookDetailItem> Webhooks([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
        {
            foreach (var id in file.Webhooks)
            {
                if (await scope.Records.GetWebhook(id, stop) is { } webhook)
                {
                    yield return new WebhookDetailItem(webhook);
                }
            }
        }
    }
}
