using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Jobvite.WebFrontend.Console.Trouble;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Jobvite.WebFrontend;

/// <summary>
/// Answers with a problem, whatever the client says it accepts: a caller that asked for an event stream or a file must still
/// learn what went wrong. A person who opens a page of the console gets the same as a page.
/// </summary>
internal sealed class Problem(int status, string error) : IResult, IStatusCodeHttpResult
{
    internal const string MediaType = "application/problem+json";

    public int? StatusCode => status;

    public string Error => error;

    public string? Details { get; init; }

    public IReadOnlyList<string>? Troubleshooting { get; init; }

    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    public string? TraceId { get; init; }

    /// <summary>The tenant has no company: a page says how to connect one.</summary>
    public bool NeedsCompany { get; init; }

    /// <summary>Where to go on in the feed of changes.</summary>
    public string? ResumeCursor { get; init; }

    /// <summary>Sent as <c>Retry-After</c>, in whole seconds, at least 1.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public static Problem NotFound(string what) => new(StatusCodes.Status404NotFound, $"There is no such {what}.");

    public static Problem NotConnected(int status = StatusCodes.Status404NotFound) => new(status, "No Jobvite company is connected for this tenant.")
    {
        Troubleshooting = ["Connect one with POST /api/integrations/jobvite/config."],
        NeedsCompany = true,
    };

    public static Problem Invalid(IReadOnlyDictionary<string, string[]> errors) => new(
        StatusCodes.Status400BadRequest,
        errors.Count == 1 && errors.First() is var (field, messages) ? $"{field}: {messages[0]}" : "Some fields of the request are not valid; see errors.")
    {
        Errors = errors,
    };

    public static Problem Unavailable(string error, TimeSpan? retryAfter = null) => new(StatusCodes.Status503ServiceUnavailable, error)
    {
        RetryAfter = retryAfter ?? TimeSpan.FromSeconds(2),
    };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        if (RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (status == StatusCodes.Status401Unauthorized && !response.Headers.ContainsKey(HeaderNames.WWWAuthenticate))
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        if (ConsoleTrouble.IsFor(httpContext))
        {
            await ConsoleTrouble.Write(this, httpContext);
            return;
        }

        // A HEAD request has the headers of the answer and no body.
        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        var body = JsonSerializer.SerializeToUtf8Bytes(
            new ProblemBody
            {
                Type = "about:blank",
                Title = ReasonPhrases.GetReasonPhrase(status),
                Status = status,
                Detail = error,
                Error = error,
                Details = Details,
                Troubleshooting = Troubleshooting is { Count: > 0 } ? Troubleshooting : null,
                Errors = Errors is { Count: > 0 } ? Errors : null,
                ResumeCursor = ResumeCursor,
                TraceId = TraceId ?? Activity.Current?.TraceId.ToString(),
            },
            JsonSerializerOptions.Web);
        response.ContentType = MediaType;
        response.ContentLength = body.Length;
        // Not the request's token: it is already cancelled when the problem is that the answer took too long.
        await response.Body.WriteAsync(body, CancellationToken.None);
    }
}
