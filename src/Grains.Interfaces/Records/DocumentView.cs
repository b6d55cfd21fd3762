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
