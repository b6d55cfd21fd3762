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

    /// <summary>False when the words are not valid Unicode.</summary>
    public static bool TryRead(AnswerRoot root, out ErrorReport report)
    {
        try
        {
            report = Read(root);
            return true;
        }
        catch (InvalidOperationException)
        {
            report = default;
            return false;
        }
    }

    private static ErrorReport Read(AnswerRoot root)
    {
        var words = new List<string>();
        var code = Status(root, words, out var statusSaysError);
        var isError = Error(root, "error", words, ref code) | Error(root, "errors", words, ref code);
        var message = root.Small("message");
        if (JsonFields.ScalarText(message) is { } text)
        {
            words.Add(text);
            isError |= !HasPayload(root);
        }

        code ??= isError ? AsCode(root.Small("code")) ?? AsCode(root.Small("statusCode")) : null;
        return new ErrorReport(code, string.Join(" ", words), isError || code is not null || (statusSaysError && !HasPayload(root)));
    }

    private static int? Status(AnswerRoot root, List<string> words, out bool saysError)
    {
        saysError = false;
        var status = root.Small("status");
        if (status.ValueKind != JsonValueKind.Object)
        {
            saysError = status.ValueKind == JsonValueKind.String && status.GetString() is { } word
                && (word.StartsWith("error", StringComparison.OrdinalIgnoreCase) || word.StartsWith("fail", StringComparison.OrdinalIgnoreCase));
            return AsCode(status);
        }

        Collect(status, words);
        return AsCode(status.Member("code", JsonValueKind.Number) ?? status.Member("code", JsonValueKind.String) ?? default);
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

        if (holder.Text("message", "messages", "detail", "description") is { } text)
        {
            words.Add(text);
        }
    }

    private static int? AsCode(JsonElement value)
        => int.TryParse(JsonFields.ScalarText(value), out var code) && code is >= 400 and <= 599 ? code : null;

    private static bool HasPayload(AnswerRoot root)
        => PayloadNames.Any(root.HasStructure) || root.Has("eId", out _) || root.Has("EId", out _);

    /// <summary>Whether a success without records says in words that there is nothing.</summary>
    public static bool SaysNotFound(AnswerRoot root)
        => TryRead(root, out var report) && StatusWords.Meaning(report.Text) == FailureKind.NotFound;
}
