using System.Security.Cryptography;
using System.Text;

namespace Jobvite.Storage;

/// <summary>What is stored of a document, without its content; also as it will be stored.</summary>
internal sealed record KnownDocument
{
    /// <summary>Ours; null when it is new.</summary>
    public Guid? Id { get; init; }

    public required string CandidateId { get; init; }

    public string? ApplicationId { get; init; }

    /// <summary>Unique within the candidate, at most 131 characters. Null of a document that a program before migration 0021 stored.</summary>
    public required string? Identity { get; init; }

    /// <summary>Which kind of answer shows it.</summary>
    public required DocumentScope Scope { get; init; }

    public string? ExternalId { get; init; }

    public required string Type { get; init; }

    public string? FileName { get; init; }

    public string? MimeType { get; init; }

    public long? Size { get; init; }

    public long? StatedSize { get; init; }

    /// <summary>Null when the content is not stored.</summary>
    public string? ContentHash { get; init; }

    /// <summary>The identity of each document of a list; of two with one id, the one with content is kept.</summary>
    public static List<(string Identity, DocumentRow Row)> Identify(ToldDocuments told)
    {
        List<(string, DocumentRow)> identified = [];
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        Dictionary<string, int> equals = new(StringComparer.Ordinal);
        foreach (var row in told.Documents)
        {
            var identity = row.ExternalId is { } id ? $"id:{id}" : NameOf(told.Scope, row, equals);
            if (places.TryAdd(identity, identified.Count))
            {
                identified.Add((identity, row));
            }
            else if (row.ContentHash is not null)
            {
                identified[places[identity]] = (identity, row);
            }
        }

        return identified;
    }

    // Hashed, because type and name may be longer than an index entry may be.
    private static string NameOf(DocumentScope scope, DocumentRow row, Dictionary<string, int> equals)
    {
        var kind = scope is DocumentScope.Resume ? "resume" : "artifact";
        var name = $"{kind}\n{row.ApplicationId}\n{row.Type}\n{row.FileName}";
        var position = equals[name] = equals.GetValueOrDefault(name) + 1;
        return $"name:{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{name}\n{position}")))}";
    }
}

/// <summary>A document to be written or removed.</summary>
/// <param name="Stored">As it is; null when it is new.</param>
/// <param name="Now">As it is to be; null when it goes.</param>
/// <param name="Content">Has the content to be stored; null leaves the stored one, or removes it where <see cref="KnownDocument.ContentHash"/> is null.</param>
internal sealed record DocumentChange(KnownDocument? Stored, KnownDocument? Now, DocumentRow? Content);

/// <summary>What a list did to the stored documents of its scope.</summary>
/// <param name="Changed">Something else is known than before.</param>
/// <param name="LacksContent">One that is new or different has no content here.</param>
internal readonly record struct DocumentEffect(bool Changed, bool LacksContent)
{
    public DocumentEffect And(DocumentEffect other) => new(Changed || other.Changed, LacksContent || other.LacksContent);
}

/// <summary>How things stand with a candidate's documents.</summary>
/// <param name="ToldAt">When the newest answer was asked for that changed something about them; null before there was one.</param>
/// <param name="IsToFetch">Artifacts are to be fetched.</param>
internal readonly record struct DocumentStanding(DateTimeOffset? ToldAt, bool IsToFetch)
{
    /// <summary>The columns of candidates that it is made of.</summary>
    public const string Columns = "jobvite_id, documents_read_at, artifacts_state IN (1, 3) AS to_fetch";

    public static (string Id, DocumentStanding Standing) Of(System.Data.Common.DbDataReader row) =>
        (row.GetString(0), new DocumentStanding(row.OptionalTime(1), row.OptionalFlag(2) == true));
}
