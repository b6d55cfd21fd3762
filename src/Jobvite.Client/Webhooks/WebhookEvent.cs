using System.Text.Json;
using System.Text.Unicode;

namespace Jobvite.Client;

/// <summary>What a webhook says happened. Every field may be absent; an event that names nothing is still an event.</summary>
public sealed record WebhookEvent
{
    private const int LongestId = 128;
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

    /// <summary>Reads a body. Of duplicate fields the last one counts; ids over 128 characters or with control characters are ignored.</summary>
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

    private static WebhookEvent Read(JsonElement root) => new()
    {
        EventType = Bounded(root, LongestText, "eventType"),
        CandidateId = IdOf(root, "candidateId"),
        ApplicationId = IdOf(root, "applicationId"),
        JobId = IdOf(root, "jobId"),
        ProcessId = IdOf(root, "processId") ?? IdOf(root, "processInstanceId"),
        Id = IdOf(root, "id") ?? IdOf(root, "eId"),
        Url = Bounded(root, LongestUrl, "url"),
        OldValue = Bounded(root, LongestText, "oldValue"),
        NewValue = Bounded(root, LongestText, "newValue"),
        Date = Bounded(root, LongestText, "date") is { } date ? DateText.Instant(date) : null,
    };

    // An id whose letters are lost could be anybody's.
    private static string? IdOf(JsonElement root, string name) =>
        Bounded(root, LongestId, name) is { } id && !id.Contains('\ufffd', StringComparison.Ordinal) ? id : null;

    private static string? Bounded(JsonElement root, int longest, string name)
    {
        if (!root.TryGetProperty(name, out var value))
        {
            return null;
        }

        var text = (value.ValueKind == JsonValueKind.String ? value.GetString() : JsonFields.ScalarText(value))?.Trim();
        return text is { Length: > 0 } && text.Length <= longest && !text.AsSpan().ContainsAnyInRange('\0', '\u001f') ? text : null;
    }

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> body)
        => body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;

    private bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append("EventType = ").Append(EventType);
        return true;
    }
}
