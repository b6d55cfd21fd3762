using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Makes documents of rows.</summary>
internal static class DocumentMap
{
    public const string Columns = "id, application_id, type, file_name, mime_type, size, created_at, encrypted_content IS NOT NULL AS stored";

    public static DocumentView View(DbDataReader row) => new()
    {
        Id = row.Id(),
        ApplicationId = row.RequiredText("application_id") is { Length: > 0 } application ? application : null,
        Type = row.RequiredText("type"),
        FileName = row.Text("file_name"),
        MimeType = row.Text("mime_type"),
        Size = row.OptionalInteger("size"),
        Stored = row.Flag("stored"),
        CreatedAt = row.Time("created_at"),
    };

    public static StoredDocument Stored(DbDataReader row) =>
        new(View(row), row.RequiredText("candidate_id"), row.RequiredText("name"), row["encrypted_content"] as byte[]);

    public static KnownDocument Known(DbDataReader row) => new(
        new DocumentKey(row.RequiredText("candidate_id"), row.RequiredText("application_id"), row.RequiredText("type"), row.RequiredText("name")),
        row.Text("file_name"),
        row.Text("mime_type"),
        row.OptionalInteger("size"),
        row.Text("content_hash"));
}
