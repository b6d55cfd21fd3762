using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Makes documents of rows.</summary>
internal static class DocumentMap
{
    public const string Columns = """
        d.id, d.application_id, d.type, d.file_name, d.mime_type, d.size, d.created_at, d.encrypted_content IS NOT NULL AS stored
        """;

    /// <summary>What a ledger must know.</summary>
    public const string KnownColumns = """
        d.id, d.candidate_id, d.application_id, d.identity, d.scope, d.external_id, d.type, d.name, d.file_name, d.mime_type, d.size,
        d.stated_size, d.content_hash
        """;

    /// <summary>
    /// Documents that may be handed out, of those with <c>d.company_id = @companyId</c>: their person is there, and so is their application.
    /// </summary>
    public const string Shown = """
        candidate_documents AS d
        JOIN candidates AS c ON c.company_id = d.company_id AND c.jobvite_id = d.candidate_id AND c.deleted_at IS NULL
        WHERE d.company_id = @companyId
          AND NOT EXISTS (
            SELECT 1 FROM applications AS a
            WHERE a.company_id = @companyId AND a.jobvite_id = d.application_id AND (a.deleted_at IS NOT NULL OR a.candidate_id <> d.candidate_id))
        """;

    /// <summary>How many those are. In one go: the two lists of what is deleted are short, and asked for once.</summary>
    public const string CountShown = """
        SELECT count(*) FROM candidate_documents
        WHERE company_id = @companyId
          AND candidate_id NOT IN (SELECT jobvite_id FROM candidates WHERE company_id = @companyId AND deleted_at IS NOT NULL)
          AND application_id NOT IN (SELECT jobvite_id FROM applications WHERE company_id = @companyId AND deleted_at IS NOT NULL)
        """;

    /// <summary>
    /// Artifacts of the person and of no application, which an entry or <c>GET /candidate/{id}/artifacts</c> has shown. Rows from before
    /// migration 0021 have the scope 0 and are told by the application.
    /// </summary>
    public const string OfThePerson = "(scope IN (3, 4) OR (scope = 0 AND application_id = ''))";

    public static DocumentView View(DbDataReader row) => new()
    {
        Id = row.Id(),
        ApplicationId = Optional(row.RequiredText("application_id")),
        Type = row.RequiredText("type"),
        FileName = row.Text("file_name"),
        MimeType = row.Text("mime_type"),
        Size = row.OptionalInteger("size"),
        Stored = row.Flag("stored"),
        CreatedAt = row.Time("created_at"),
    };

    public static StoredDocument Stored(DbDataReader row) =>
        new(View(row), row.RequiredText("candidate_id"), row.Number("artifacts_state") != 2, row["encrypted_content"] as byte[]);

    public static KnownDocument Known(DbDataReader row)
    {
        var (application, type) = (Optional(row.RequiredText("application_id")), row.RequiredText("type"));
        var (identity, fileName) = (row.Text("identity"), row.Text("file_name"));
        return new KnownDocument
        {
            Id = row.Id(),
            CandidateId = row.RequiredText("candidate_id"),
            ApplicationId = application,
            Identity = identity,
            Scope = row.Number("scope") is > 0 and var scope ? (DocumentScope)scope : ScopeBefore(application, type),
            // Before, the id stood in the name of a document that had no file name.
            ExternalId = row.Text("external_id") ?? (identity is null && fileName is null ? Optional(row.RequiredText("name")) : null),
            Type = type,
            FileName = fileName,
            MimeType = row.Text("mime_type"),
            Size = row.OptionalInteger("size"),
            StatedSize = row.OptionalInteger("stated_size"),
            ContentHash = row.Text("content_hash"),
        };
    }

    private static DocumentScope ScopeBefore(string? application, string type) => application is null ? DocumentScope.AllArtifacts
        : type == "resume" ? DocumentScope.Resume
        : DocumentScope.ApplicationArtifacts;

    private static string? Optional(string text) => text.Length > 0 ? text : null;
}
