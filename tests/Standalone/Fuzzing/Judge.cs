using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Jobvite.Standalone.Tests.Fuzzing;

/// <summary>What every answer must be like, whatever was asked.</summary>
internal sealed partial class Judge(JsonNode document)
{
    private static readonly string[] AlwaysSent = ["X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Content-Security-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy"];

    /// <summary>What is wrong, a sentence each.</summary>
    /// <param name="request">What was sent.</param>
    /// <param name="answer">Null when there was none in time.</param>
    public IEnumerable<string> Complaints(RawRequest request, RawAnswer? answer)
    {
        if (answer is null)
        {
            yield return "no answer in time";
            yield break;
        }

        if (answer.Status == 0)
        {
            if (request.IsHttp)
            {
                yield return "the connection was closed without an answer";
            }

            yield break;
        }

        if (IsServersOwn(answer))
        {
            yield break;
        }

        if (answer.Status >= 500 && !MayFail(request, answer.Status))
        {
            yield return $"{answer.Status}, which the contract does not name";
        }

        if (answer.Status is 503 or 429 && answer.Header("Retry-After") is null)
        {
            yield return $"{answer.Status} without Retry-After";
        }

        foreach (var header in AlwaysSent.Where(header => answer.Header(header) is null))
        {
            yield return $"no {header}";
        }

        if (answer.Header("X-Injected") is not null)
        {
            yield return "a header of the caller's making";
        }

        if (Internals().Match(answer.Body) is { Success: true } leak)
        {
            yield return $"the answer tells of the program's inside: {leak.Value}";
        }

        if (answer.Status >= 400 && IsOfApi(request.Target) && request.Method != "HEAD" && !IsOwnAnswer(request, answer) && Malformed(answer) is { } problem)
        {
            yield return problem;
        }
    }

    /// <summary>Kestrel refuses by itself what is no HTTP, before the program sees it: no body, and the connection closes.</summary>
    private static bool IsServersOwn(RawAnswer answer) =>
        answer.Status is 400 or 408 or 411 or 413 or 414 or 431 or 505 && answer.Header("Content-Length") == "0" && answer.Header("Connection") == "close" && answer.Header("X-Frame-Options") is null;

    /// <summary>Steps upwards are taken by the server before it looks where a path leads.</summary>
    private static bool IsOfApi(string target) =>
        target.StartsWith("/api/", StringComparison.Ordinal) && !target.Contains("/.", StringComparison.Ordinal) && !target.Contains("%2e", StringComparison.OrdinalIgnoreCase);

    private bool MayFail(RawRequest request, int status) => status == 503 || (status != 500 && Documented(request, status).Any());

    /// <summary>A few refusals have a form of their own, such as that of a connection test.</summary>
    private bool IsOwnAnswer(RawRequest request, RawAnswer answer) =>
        answer.Header("Content-Type")?.StartsWith("application/json", StringComparison.Ordinal) is true && Documented(request, answer.Status).Any(one => one["content"]?["application/json"] is not null);

    private IEnumerable<JsonNode> Documented(RawRequest request, int status) => document["paths"]!.AsObject()
        .Where(one => Regex.IsMatch(request.Target.Split('?')[0], "^" + PathParameter().Replace(one.Key, "[^/]*") + "$", RegexOptions.IgnoreCase))
        .Select(one => one.Value![request.Method.ToLowerInvariant()]?["responses"]?[$"{status}"])
        .OfType<JsonNode>();

    private static string? Malformed(RawAnswer answer)
    {
        if (answer.Header("Content-Type") != "application/problem+json")
        {
            return $"{answer.Status} as {answer.Header("Content-Type") ?? "nothing"}, not as a problem";
        }

        try
        {
            var problem = JsonNode.Parse(answer.Body)!;
            return problem["status"]!.GetValue<int>() == answer.Status && Says(problem, "type") && Says(problem, "title") && Says(problem, "detail") && Says(problem, "error")
                ? null
                : "a problem that lacks type, title, detail or error, or has another status";
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or NullReferenceException)
        {
            return "a problem that is no JSON object with a status";
        }

        static bool Says(JsonNode problem, string member) => !string.IsNullOrWhiteSpace(problem[member]?.GetValue<string>());
    }

    [GeneratedRegex(@"\n\s+at [A-Z]\w*\.|\b(?:System|Microsoft|Npgsql)\.[A-Z]\w+|(?<!Jobvite\.)\bOrleans\.[A-Z]\w+|\bJobvite\.(?:Grains|Storage|Silo|WebFrontend|Client|Standalone)\b|\b[A-Z]\w+Exception\b|SQLite Error|(?:UNIQUE|CHECK|FOREIGN KEY) constraint|StackTrace")]
    private static partial Regex Internals();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex PathParameter();
}
