using System.Text;

namespace Jobvite.Client;

/// <summary>Decides what an answer is. A success has an HTTP status below 300, a body that is a JSON object, and no word of an error in it;
/// everything else is a failure with a name, never "no records".</summary>
internal static class AnswerClassifier
{
    /// <summary>The failure in an answer, or null for a success with its top level in <paramref name="root"/>.</summary>
    public static JobviteFailure? Classify(WireAnswer answer, WireRequest request, JobviteConnection connection, out AnswerRoot? root)
    {
        root = null;
        var tell = new FailureText(request.Endpoint, connection, answer.Status, answer.RetryAfter);
        if (answer.Status is >= 300 and < 400)
        {
            return Redirect(answer.Location, request.Uri, tell);
        }

        var body = UnicodeRepair.Of(TrimStart(answer.Body));
        if (body.IsEmpty)
        {
            return answer.Status >= 400 ? ByStatus(answer.Status, string.Empty, tell)
                : request.EmptyAnswerAllowed ? null
                : tell.Malformed("an empty body");
        }

        if (AnswerRoot.TryRead(body) is not { } read)
        {
            return NotJson(answer, body.Span, tell);
        }

        root = read;
        if (!read.IsObject)
        {
            return answer.Status >= 400 ? ByStatus(answer.Status, string.Empty, tell)
                : request.ListAtRootAllowed && read.Kind == System.Text.Json.JsonTokenType.StartArray ? null
                : tell.Malformed("JSON that is not an object");
        }

        var report = ErrorReport.Read(read);
        return report.Code is { } code ? ByStatus(code, report.Text, tell)
            : answer.Status >= 400 ? ByStatus(answer.Status, report.Text, tell)
            : report.IsError ? ByWords(report.Text, tell)
            : null;
    }

    private static JobviteFailure NotJson(WireAnswer answer, ReadOnlySpan<byte> body, FailureText tell)
    {
        var isHtml = body[0] == (byte)'<';
        if (answer.Status >= 400)
        {
            // Tomcat answers an unknown address with a page and 404, a broken envelope with a page and 400 (recorded).
            return isHtml && answer.Status == 404 ? tell.WrongPlace("a web page with status 404")
                : isHtml && answer.Status == 403 ? tell.Of(FailureKind.Unauthorized, string.Empty, because: "or a firewall before it refused the request with a web page (status 403)")
                : ByStatus(answer.Status, string.Empty, tell);
        }

        if (isHtml)
        {
            return tell.WrongPlace("a web page");
        }

        // Some old routes refuse in plain text without a content type (recorded).
        var looksJson = body[0] is (byte)'{' or (byte)'[';
        return !looksJson && StatusWords.Meaning(Encoding.UTF8.GetString(body[..Math.Min(body.Length, 500)])) is { } meaning and not FailureKind.NotFound
            ? tell.Of(meaning, string.Empty)
            : tell.Malformed(looksJson ? "JSON that is cut off or broken" : "text that is not JSON");
    }

    private static JobviteFailure ByStatus(int code, string words, FailureText tell)
    {
        var meaning = words.Length > 0 ? StatusWords.Meaning(words) : null;
        var kind = code switch
        {
            401 or 403 or 407 => FailureKind.Unauthorized,
            404 or 410 => meaning == FailureKind.WrongPlace ? FailureKind.WrongPlace : FailureKind.NotFound,
            408 or 425 => FailureKind.Unavailable,
            429 => FailureKind.Throttled,
            >= 500 => FailureKind.Unavailable,
            _ => meaning ?? FailureKind.Rejected,
        };
        return tell.Of(kind, words, code);
    }

    private static JobviteFailure ByWords(string words, FailureText tell)
        => tell.Of(StatusWords.Meaning(words) ?? FailureKind.Rejected, words);

    private static JobviteFailure Redirect(Uri? location, Uri asked, FailureText tell)
    {
        if (location is null)
        {
            return tell.WrongPlace("a redirect to nowhere");
        }

        var target = location.IsAbsoluteUri ? location : new Uri(asked, location);
        if (LooksLikeLogin(target))
        {
            return tell.Of(FailureKind.Unauthorized, string.Empty, because: "asked for a login instead of taking the credentials");
        }

        return tell.WrongPlace(
            target.AbsolutePath.EndsWith(".html", StringComparison.OrdinalIgnoreCase) ? "a redirect to a web page"
            : target.Host != asked.Host ? "a redirect to another host"
            : "a redirect to another request");
    }

    private static bool LooksLikeLogin(Uri target)
    {
        var path = target.AbsolutePath;
        return path.Contains("login", StringComparison.OrdinalIgnoreCase)
            || path.Contains("signin", StringComparison.OrdinalIgnoreCase)
            || path.Contains("/sso", StringComparison.OrdinalIgnoreCase)
            || target.Host.StartsWith("login.", StringComparison.OrdinalIgnoreCase);
    }

    private static ReadOnlyMemory<byte> TrimStart(ReadOnlyMemory<byte> body)
    {
        var rest = body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
        var first = rest.Span.IndexOfAnyExcept(" \t\r\n"u8);
        return first < 0 ? default : rest[first..];
    }
}
