using System.Text;
using System.Text.Json;

namespace Jobvite.Client;

internal static class DocumentRecord
{
    public static void CollectInline(RecordFields holder, string? applicationId, List<JobviteDocument> documents)
    {
        if (holder.Member("resume", JsonValueKind.Object) is { } resume && Resume(resume, applicationId) is { } document)
        {
            documents.Add(document);
        }

        if (holder.Member("artifacts", JsonValueKind.Array) is { } artifacts)
        {
            foreach (var artifact in artifacts.EnumerateArray())
            {
                if (artifact.ValueKind == JsonValueKind.Object)
                {
                    documents.Add(Artifact(artifact, applicationId));
                }
            }
        }
    }

    public static JobviteDocument Artifact(JsonElement artifact, string? applicationId)
    {
        var content = Content(artifact);
        return new JobviteDocument(
            artifact.Text("type"),
            artifact.Text("filename", "fileName", "name"),
            artifact.Text("mimeType", "contentType"),
            artifact.Count("size") ?? content?.Length,
            content,
            artifact.Id("applicationId") ?? applicationId,
            artifact.Id("eId", "EId", "id", "artifactId"));
    }

    private static JobviteDocument? Resume(JsonElement resume, string? applicationId)
    {
        // Nobody has shown how a résumé that is plain text is sent; if it is not Base64, it is taken as the text itself.
        var content = Content(resume) ?? (resume.Text("content") is { } text ? (ReadOnlyMemory<byte>?)Encoding.UTF8.GetBytes(text) : null);
        var name = resume.Text("name", "filename", "fileName");
        var format = resume.Text("format", "mimeType");
        return content is null && name is null && format is null
            ? null
            : new JobviteDocument("resume", name, MimeType(format), content?.Length, content, applicationId, resume.Id("eId", "EId", "id"));
    }

    private static ReadOnlyMemory<byte>? Content(JsonElement holder)
    {
        if (holder.Member("content", JsonValueKind.String) is not { } content)
        {
            return null;
        }

        // The cast matters: a null array would turn into an empty memory, a document of no bytes.
        return content.TryGetBytesFromBase64(out var bytes) && bytes.Length > 0 ? (ReadOnlyMemory<byte>?)bytes : null;
    }

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
