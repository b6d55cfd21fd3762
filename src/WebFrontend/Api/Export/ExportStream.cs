using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using Jobvite.Grains.Interfaces;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Jobvite.WebFrontend;

/// <summary>
/// Writes an export as it comes from a silo, at the pace of whoever reads it: one chunk is written while the next is read. An answer that cannot be
/// finished is broken off, so that nobody takes it for complete.
/// </summary>
internal sealed partial class ExportStream(
    IHttpContextAccessor accessor, IOptions<JsonOptions> json, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<ExportStream> logger)
{
    public const string Ndjson = "application/x-ndjson";

    /// <summary>A silo that is full says so at once; another may have room.</summary>
    private const int Attempts = 3;

    private const int FlushBytes = 64 * 1024;

    private static readonly TimeSpan ComeAgainIn = TimeSpan.FromSeconds(30);

    public async Task<IResult> Write<TItem>(CompanyScope scope, ExportRequest request, ExportFormat format, Func<ExportChunk, IEnumerable<TItem>> rows)
    {
        var http = accessor.HttpContext!;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        request = request with { WithFieldCodes = format is ExportFormat.Csv, Description = Describe(http.Request, request, format) };
        request = http.GetEndpoint()?.Metadata.GetMetadata<IExportFilters>()?.Complete(http, request) ?? request;
        var (grain, start) = await Open(scope, request, ending.Token);
        if (start.Outcome is ExportOutcome.CompanyBusy)
        {
            return new Problem(StatusCodes.Status429TooManyRequests, "This company has as many exports under way as it may. Try again when one of them has ended.") { RetryAfter = ComeAgainIn };
        }

        if (start.Outcome is ExportOutcome.Busy)
        {
            return Problem.Unavailable("As many exports are under way as the service allows. Try again after the time in Retry-After.", ComeAgainIn);
        }

        try
        {
            Begin(http.Response, request.Kind, format, start.Cursor);
            IRowWriter<TItem> writer = format is ExportFormat.Csv ? new CsvRows<TItem>(start.FieldCodes) : new NdjsonRows<TItem>(json.Value.SerializerOptions);
            if (!await Copy(grain, writer, rows, http.Response.BodyWriter, ending.Token))
            {
                LogLost(request.Kind);
                http.Abort();
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The reader left, or this front stops: the answer ends in the middle.
            http.Abort();
        }
        catch (Exception exception) when (ClusterTrouble.Is(exception))
        {
            LogBroken(exception.GetType().Name, request.Kind);
            http.Abort();
        }
        finally
        {
            await Close(grain);
        }

        return TypedResults.Empty;
    }

    private static async Task<(IExportGrain Grain, ExportStart Start)> Open(CompanyScope scope, ExportRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var grain = scope.NewExport();
            var start = await grain.Open(request, scope.Caller, cancellationToken);
            if (start.Outcome is ExportOutcome.Open || attempt == Attempts)
            {
                return (grain, start);
            }
        }
    }

    private void Begin(HttpResponse response, ExportKind kind, ExportFormat format, string cursor)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{EnumText.Of(kind)}-{time.GetUtcNow():yyyy-MM-dd}.{EnumText.Of(format)}");
        response.ContentType = format is ExportFormat.Csv ? "text/csv; charset=utf-8" : Ndjson;
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = name }.ToString();
        response.Headers["Jobvite-Feed-Cursor"] = cursor;
        response.Headers["X-Accel-Buffering"] = "no";
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    /// <summary>False when the snapshot was closed before its end.</summary>
    private static async Task<bool> Copy<TItem>(
        IExportGrain grain, IRowWriter<TItem> writer, Func<ExportChunk, IEnumerable<TItem>> rows, PipeWriter body, CancellationToken cancellationToken)
    {
        writer.Begin(body);
        var next = grain.Next(cancellationToken);
        try
        {
            while (true)
            {
                var chunk = await next;
                if (chunk.IsLost)
                {
                    return false;
                }

                next = chunk.IsLast ? Task.FromResult(chunk) : grain.Next(cancellationToken);
                foreach (var row in rows(chunk))
                {
                    writer.Write(body, row);
                    if (body.UnflushedBytes >= FlushBytes)
                    {
                        await body.FlushAsync(cancellationToken);
                    }
                }

                await body.FlushAsync(cancellationToken);
                if (chunk.IsLast)
                {
                    return true;
                }
            }
        }
        finally
        {
            // A read that is under way when writing fails must be observed.
            await Task.WhenAny(next);
            _ = next.Exception;
        }
    }

    private async Task Close(IExportGrain grain)
    {
        try
        {
            await grain.Close();
        }
        catch (Exception exception) when (ClusterTrouble.Is(exception))
        {
            // It closes by itself when nobody reads from it.
            LogNotClosed(exception.GetType().Name);
        }
    }

    /// <summary>Names of filters, never their values: those may be a person's.</summary>
    private static string Describe(HttpRequest request, ExportRequest export, ExportFormat format)
    {
        var filters = request.Query.Where(one => one.Key is not ("format" or "include") && one.Value.ToString().Length > 0).Select(one => one.Key).Order(StringComparer.Ordinal);
        return $"{EnumText.Of(export.Kind)} {EnumText.Of(format)}{(export.IncludeRaw ? " raw" : "")} {string.Join(' ', filters)}".Trim();
    }

    [LoggerMessage(1, LogLevel.Warning, "An export of {Kind} was broken off: its snapshot was closed before its end.")]
    private partial void LogLost(ExportKind kind);

    [LoggerMessage(2, LogLevel.Warning, "An export of {Kind} was broken off: the cluster did not answer ({Reason}).")]
    private partial void LogBroken(string reason, ExportKind kind);

    [LoggerMessage(3, LogLevel.Information, "An export could not be closed ({Reason}); it closes by itself.")]
    private partial void LogNotClosed(string reason);
}

/// <summary>Writes rows in a format.</summary>
internal interface IRowWriter<TItem>
{
    void Begin(IBufferWriter<byte> body);

    void Write(IBufferWriter<byte> body, TItem row);
}

/// <summary>A JSON object a line, as the lists show it.</summary>
internal sealed class NdjsonRows<TItem>(JsonSerializerOptions options) : IRowWriter<TItem>
{
    public void Begin(IBufferWriter<byte> body)
    {
    }

    public void Write(IBufferWriter<byte> body, TItem row)
    {
        using (var writer = new Utf8JsonWriter(body, new JsonWriterOptions { Encoder = options.Encoder, MaxDepth = options.MaxDepth }))
        {
            JsonSerializer.Serialize(writer, row, options);
        }

        body.Write("\n"u8);
    }
}
