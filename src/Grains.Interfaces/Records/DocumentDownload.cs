namespace Jobvite.Grains.Interfaces;

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
}
