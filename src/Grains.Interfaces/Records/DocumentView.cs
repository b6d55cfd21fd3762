using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>What is known of a candidate's document.</summary>
[GenerateSerializer, Alias("jv.DocumentView"), Immutable]
public sealed record DocumentView
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public string? ApplicationId { get; init; }

    /// <summary><c>resume</c>, <c>cover_letter</c> or <c>attachment</c>.</summary>
    [Id(2)] public required string Type { get; init; }

    [Id(3)] public string? FileName { get; init; }

    [Id(4)] public string? MimeType { get; init; }

    /// <summary>Bytes.</summary>
    [Id(5)] public long? Size { get; init; }

    /// <summary>The content is stored here; otherwise a download fetches it from Jobvite.</summary>
    [Id(6)] public required bool Stored { get; init; }

    [Id(7)] public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A candidate's documents.</summary>
/// <param name="Documents">At most 200.</param>
/// <param name="Complete">False when Jobvite has more that could not be asked for just now.</param>
/// <param name="Warning">Then: why, and what to do.</param>
[GenerateSerializer, Alias("jv.DocumentList"), Immutable]
public sealed record DocumentList(
    [property: Id(0)] ImmutableArray<DocumentView> Documents,
    [property: Id(1)] bool Complete,
    [property: Id(2)] string? Warning);

/// <summary>A document's content, or why there is none.</summary>
[GenerateSerializer, Alias("jv.DocumentDownload"), Immutable]
public sealed record DocumentDownload
{
    /// <summary>Null when there is nothing to be had: no such document, a document of somebody who was deleted, or one that Jobvite has no content for.</summary>
    [Id(0)] public DocumentView? Document { get; init; }

    /// <summary>At most 32 MiB; null when it could not be had.</summary>
    [Id(1)] public byte[]? Content { get; init; }

    /// <summary>Then: one sentence for a person; null when there is no more to say than that.</summary>
    [Id(2)] public string? Error { get; init; }

    /// <summary>Then: worth asking again after this long; null when asking again does not help.</summary>
    [Id(3)] public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whose it is; null when there is no such document.</summary>
    [Id(4)] public string? CandidateId { get; init; }
}
