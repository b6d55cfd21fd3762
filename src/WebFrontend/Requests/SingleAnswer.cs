using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Jobvite.WebFrontend;

/// <summary>One object with an <c>ETag</c> over its bytes; 304 to a caller who has it already.</summary>
/// <param name="value">What is shown.</param>
/// <param name="readAt">When it was last read at Jobvite, for the header <see cref="SingleAnswer.ReadAtHeader"/>.</param>
internal sealed class SingleAnswer<T>(T value, DateTimeOffset? readAt = null) : IResult, IStatusCodeHttpResult
    where T : class
{
    public int? StatusCode => StatusCodes.Status200OK;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var options = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var body = JsonSerializer.SerializeToUtf8Bytes(value, options);
        var tag = new EntityTagHeaderValue($"\"{Base64Url.EncodeToString(SHA256.HashData(body).AsSpan(0, 16))}\"");
        var response = httpContext.Response;
        response.GetTypedHeaders().ETag = tag;
        if (readAt is { } time)
        {
            response.Headers[SingleAnswer.ReadAtHeader] = time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        }

        // Weakly compared, as RFC 9110 has it: a proxy that packs an answer weakens its tag.
        if (httpContext.Request.GetTypedHeaders().IfNoneMatch.Any(known => known == EntityTagHeaderValue.Any || known.Compare(tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(httpContext.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }
}

internal static class SingleAnswer
{
    public const string ReadAtHeader = "Jobvite-Read-At";

    /// <summary>Says in the OpenAPI document that the answer has an <c>ETag</c>.</summary>
    public static RouteHandlerBuilder ProducesSingle<T>(this RouteHandlerBuilder builder) =>
        builder.Produces<T>().Produces(StatusCodes.Status304NotModified).WithMetadata(new Tagged());


    public static SingleAnswer<T> Of<T>(T value, DateTimeOffset? readAt = null)
        where T : class => new(value, readAt == default(DateTimeOffset) ? null : readAt);

    internal sealed class Tagged;
}
