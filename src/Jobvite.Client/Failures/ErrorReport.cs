using System.Text.Json;

namespace Jobvite.Client;

/// <summary>What the top level of a JSON answer says about success. Jobvite's HTTP status is not authoritative; this is.</summary>
/// <param name="Code">A code of 400 or more, when one is given.</param>
/// <param name="Text">Its words, uncleaned; empty when there are none.</param>
/// <param name="IsError">Whether the answer is an error, with or without a code.</param>
internal readonly record struct ErrorReport(int? Code, string Text, bool IsError)
{
    private static readonly string[] PayloadNames =
    [
        "requisitions", "jobs", "job", "candidates", "candidate", "items", "data", "artifacts", "documents",
        "processes", "process", "tasks", "task",
    ];

    private static readonly string[] RecordIds = ["id", "candidateId", "jobId", "processId", "taskId"];

    private static readonly string[] MessageNames = ["message", "responseMessage", "errorMessage"];

    public static ErrorReport Read(AnswerRoot root)
    {
        var words = new List<string>();
        var code = Status(root, words, out var statusSaysError);
        var isError = Error(root, "error", words, ref code) | Error(root, "errors", words, ref code);
        foreach (var name in MessageNames)
        {
            if (JsonFields.ScalarText(root.Small(name)) is { } text)
            {
                words.Add(text);
                isError |= !HasPayload(root);
            }
        }

        code ??= isError ? AsCode(root.Small("code")) ?? AsCode(root.Small("statusCode")) : null;
        return new ErrorReport(code, string.Join(" ", words), isError || code is not null || statusSaysError);
    }

    private static int? Status(AnswerRoot root, List<string> words, out bool saysError)
    {
        saysError = false;
        var status = root.Small("status");
        if (status.ValueKind == JsonValueKind.Object)
        {
            Collect(status, words);
            return AsStatusCode(status.Member("code", JsonValueKind.Number) ?? status.Member("code", JsonValueKind.String) ?? default, root);
        }

        if (status.ValueKind == JsonValueKind.String && status.GetString() is { } word && SaysError(word, root))
        {
            saysError = true;
            words.Add(word);
        }

        return AsStatusCode(status, root);
    }

    private static bool SaysError(string word, AnswerRoot root)
    {
        // One record with nothing around it has a status of its own. INVALID_KEY_SECRET beside an empty list is a refusal all the same.
        var isRecord = IsRecord(root) || RecordIds.Any(name => root.Has(name, out _));
        var meaning = isRecord ? null : StatusWords.Meaning(word);
        return meaning is FailureKind.Unauthorized
            || (!HasPayload(root)
                && (meaning is not null || word.StartsWith("error", StringComparison.OrdinalIgnoreCase) || word.StartsWith("fail", StringComparison.OrdinalIgnoreCase)));
    }

    // An error is anything there but null, false, "" and an empty list or object.
    private static bool Error(AnswerRoot root, string name, List<string> words, ref int? code)
    {
        var error = root.Small(name);
        var items = error.ValueKind == JsonValueKind.Array ? [.. error.EnumerateArray()] : new List<JsonElement> { error };
        var found = false;
        foreach (var item in items)
        {
            if (item.ValueKind == JsonValueKind.Object && item.EnumerateObject().Any())
            {
                found = true;
                code ??= AsCode(item.Member("code", JsonValueKind.Number) ?? item.Member("code", JsonValueKind.String) ?? default);
                if (item.Member("code", JsonValueKind.String)?.GetString() is { } constant && !int.TryParse(constant, out _))
                {
                    words.Add(constant);
                }

                Collect(item, words);
            }
            else if (item.ValueKind != JsonValueKind.False && JsonFields.ScalarText(item) is { } text)
            {
                found = true;
                words.Add(text);
            }
        }

        return found;
    }

    private static void Collect(JsonElement holder, List<string> words)
    {
        if (holder.Member("messages", JsonValueKind.Array) is { } messages)
        {
            words.AddRange(messages.EnumerateArray().Select(JsonFields.ScalarText).OfType<string>());
        }

        if (holder.Text([.. MessageNames, "messages", "error", "detail", "description"]) is { } text)
        {
            words.Add(text);
        }
    }

    private static int? AsCode(JsonElement value)
        => int.TryParse(JsonFields.ScalarText(value), out var code) && code is >= 400 and <= 599 ? code : null;

    // 100 is how the v1 document says that nothing matches (official).
    private static int? AsStatusCode(JsonElement value, AnswerRoot root)
        => AsCode(value) ?? (JsonFields.ScalarText(value) == "100" && !HasPayload(root) ? 404 : null);

    private static bool HasPayload(AnswerRoot root) => PayloadNames.Any(root.HasStructure) || IsRecord(root);

    private static bool IsRecord(AnswerRoot root) => root.Has("eId", out _) || root.Has("EId", out _);

    /// <summary>Whether the answer calls itself a success: a status of 200, or the word.</summary>
    public static bool SaysSuccess(AnswerRoot root)
    {
        var status = root.Small("status");
        return JsonFields.ScalarText(status) is "200" or "success" or "SUCCESS" or "ok" or "OK" || status.Text("code") == "200";
    }

    /// <summary>Whether a success without records says in words that there is nothing.</summary>
    public static bool SaysNotFound(AnswerRoot root) => StatusWords.Meaning(Read(root).Text) == FailureKind.NotFound;
}
