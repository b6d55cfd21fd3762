using System.Text;
using System.Text.Json;

namespace Jobvite.Client;

/// <summary>Reads documents, and what an answer says about which documents there are.</summary>
internal static class DocumentRecord
{
    private const string Resume = "resume";

    /// <summary>Adds the lists that a person or an application carries.</summary>
    /// <param name="holder">The fields of the person or of the application.</param>
    /// <param name="applicationId">Null for the person.</param>
    /// <param name="lists">Takes the lists.</param>
    public static void CollectInline(RecordFields holder, string? applicationId, List<JobviteDocumentList> lists)
    {
        if (holder.TryGet(Resume, out var resume) && ResumeOf(resume, applicationId) is { } found)
        {
            lists.Add(found);
        }

        var scope = applicationId is null ? JobviteDocumentScope.PersonArtifacts : JobviteDocumentScope.ApplicationArtifacts;
        if (holder.Member("artifacts", JsonValueKind.Array) is { } artifacts)
        {
            var items = artifacts.EnumerateArray().ToList();
            var documents = items.Where(item => item.ValueKind == JsonValueKind.Object).Select(item => Artifact(item, applicationId)).ToList();
            lists.Add(new JobviteDocumentList(scope, applicationId, documents) { IsWhole = documents.Count == items.Count });
        }
        else if (applicationId is not null && holder.Flag("hasArtifacts") == false)
        {
            lists.Add(new JobviteDocumentList(scope, applicationId, []));
        }
    }

    /// <param name="artifact">An object.</param>
    /// <param name="applicationId">The application that it hangs on; null where it says so itself, or not at all.</param>
    public static JobviteDocument Artifact(JsonElement artifact, string? applicationId) => new(
        artifact.Text("type"),
        artifact.Text("filename", "fileName", "name"),
        artifact.Text("mimeType", "contentType") ?? MimeType(artifact.Text("format")),
        artifact.Count("size"),
        Content(artifact),
        applicationId ?? artifact.Id("applicationId"),
        ExternalId(artifact));

    // Present and null, or with an empty content: there is none. Without a content, it is the mention of one if it says anything at all.
    private static JobviteDocumentList? ResumeOf(JsonElement resume, string? applicationId)
    {
        var bytes = Content(resume);
        if (IsEmpty(resume) || (resume.TryContent(out var content) && bytes is null && IsEmpty(content)))
        {
            return new JobviteDocumentList(JobviteDocumentScope.Resume, applicationId, []);
        }

        var (name, format) = (resume.Text("name", "filename", "fileName"), resume.Text("format", "mimeType"));
        var document = new JobviteDocument(Resume, name, MimeType(format), resume.Count("size"), bytes, applicationId, ExternalId(resume));
        var saysNothing = content.ValueKind == JsonValueKind.Undefined && (name ?? format ?? document.ExternalId) is null;
        return saysNothing ? null : new JobviteDocumentList(JobviteDocumentScope.Resume, applicationId, [document]);
    }

    private static bool IsEmpty(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.String && JsonFields.ScalarText(value) is null);

    private static bool TryContent(this JsonElement holder, out JsonElement content)
    {
        content = default;
        return holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty("content", out content);
    }

    private static string? ExternalId(JsonElement document) => document.Id("eId", "EId", "id", "artifactId");

    // Recorded: the format "Text" comes with plain text. Everything else is Base64. Nothing is guessed from the content: "Engineer" is valid Base64.
    private static ReadOnlyMemory<byte>? Content(JsonElement holder)
    {
        if (!holder.TryContent(out var content))
        {
            return null;
        }

        if (IsText(holder.Text("format")))
        {
            return JsonFields.ScalarText(content) is { } text ? (ReadOnlyMemory<byte>?)Encoding.UTF8.GetBytes(text) : null;
        }

        // The cast matters: a null array would turn into an empty memory, a document of no bytes.
        return content.ValueKind == JsonValueKind.String && content.TryGetBytesFromBase64(out var bytes) && bytes.Length > 0 ? (ReadOnlyMemory<byte>?)bytes : null;
    }

    private static bool IsText(string? format) => string.Equals(format?.Trim(), "Text", StringComparison.OrdinalIgnoreCase);

    private static string? MimeType(string? format) => format?.Trim().TrimStart('.').ToUpperInvariant() switch
    {
        null => null,
        "PDF" => "application/pdf",
        "DOC" => "application/msword",
        "DOCX" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "RTF" => "application/rtf",
        "TXT" or "TEXT" or "PLAIN" => "text/plain",
        "HTML" or "HTM" => "text/html",
        var other => other.Contains('/', StringComparison.Ordinal) ? format.Trim() : null,
    };
}
