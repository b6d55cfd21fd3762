using System.Text.Json;
using System.Text.Unicode;

namespace Jobvite.Client;

/// <summary>What a webhook says happened. Every field may be absent; an event that names nothing is still an event.</summary>
public sealed record WebhookEvent
{
    /// <summary>Jobvite's ids have 8 or 24 characters.</summary>
    private const int LongestId = 64;

    private const int LongestText = 256;
    private const int LongestUrl = 2048;

    /// <summary>E.g. <c>workflowUpdate</c>, <c>jobUpdate</c>.</summary>
    public string? EventType { get; init; }

    public string? CandidateId { get; init; }

    public string? ApplicationId { get; init; }

    public string? JobId { get; init; }

    public string? ProcessId { get; init; }

    /// <summary>The bare <c>id</c> of the stage-change form. Which kind of record it names depends on where the webhook was sent.</summary>
    public string? Id { get; init; }

    public string? Url { get; init; }

    /// <summary>The workflow state before, in the stage-change form.</summary>
    public string? OldValue { get; init; }

    /// <summary>The workflow state after, in the stage-change form.</summary>
    public string? NewValue { get; init; }

    public DateTimeOffset? Date { get; init; }

    /// <summary>An id was named that Jobvite cannot have given out; it is not among the others.</summary>
    public bool NamesImpossibleId { get; init; }

    /// <summary>
    /// Reads a body. Of duplicate fields the last one counts. Ids that Jobvite cannot have given out (over 64 characters, none, or others
    /// than letters, digits and <c>-_.~:</c>) are left out.
    /// </summary>
    /// <param name="body">The raw bytes, whose signature has been verified.</param>
    /// <param name="event">The event, when the answer is true.</param>
    /// <param name="problem">What is wrong with the body, without its content, when the answer is false.</param>
    public static bool TryParse(ReadOnlyMemory<byte> body, out WebhookEvent? @event, out string? problem)
    {
        @event = null;
        problem = null;
        if (!Utf8.IsValid(body.Span))
        {
            problem = "The body is not valid UTF-8.";
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(UnicodeRepair.Of(WithoutByteOrderMark(body)), new JsonDocumentOptions { MaxDepth = 64 });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                problem = "The body is not a JSON object.";
                return false;
            }

            @event = Read(document.RootElement);
            return true;
        }
        catch (JsonException)
        {
            problem = "The body is not valid JSON of at most 64 levels.";
            return false;
        }
    }

    private static WebhookEvent Read(JsonElement root)
    {
        var impossible = false;
        return new()
        {
            EventType = TextOf(root, LongestText, "eventType"),
            CandidateId = IdOf(root, "candidateId", ref impossible),
            ApplicationId = IdOf(root, "applicationId", ref impossible),
            JobId = IdOf(root, "jobId", ref impossible),
            ProcessId = IdOf(root, "processId", ref impossible) ?? IdOf(root, "processInstanceId", ref impossible),
            Id = IdOf(root, "id", ref impossible) ?? IdOf(root, "eId", ref impossible),
            Url = TextOf(root, LongestUrl, "url"),
            OldValue = TextOf(root, LongestText, "oldValue"),
            NewValue = TextOf(root, LongestText, "newValue"),
            Date = TextOf(root, LongestText, "date") is { } date ? DateText.Instant(date) : null,
            NamesImpossibleId = impossible,
        };
    }

    private static string? IdOf(JsonElement root, string name, ref bool impossible)
    {
        if (!root.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null || Scalar(value) is "")
        {
            return null;
        }

        // An id whose letters are lost could be anybody's.
        var text = Scalar(value)?.Trim();
        if (text is { Length: <= LongestId } && RecordId.IsPossible(text) && !text.Contains('\ufffd', StringComparison.Ordinal))
        {
            return text;
        }

        impossible = true;
        return null;
    }

    private static string? TextOf(JsonElement root, int longest, string name)
    {
        var text = root.TryGetProperty(name, out var value) ? Scalar(value)?.Trim() : null;
        return text is { Length: > 0 } && text.Length <= longest && !text.AsSpan().ContainsAnyInRange('\0', '\u001f') ? text : null;
    }

    /// <summary>Null for anything but a text and a number.</summary>
    private static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> body)
        => body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;

    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append("EventType = ").Append(EventType);
        return true;
    }
}
