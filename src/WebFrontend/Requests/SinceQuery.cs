namespace Jobvite.WebFrontend;

/// <summary>Narrows a list of records down to what is new.</summary>
internal readonly record struct SinceQuery
{
    /// <summary>Seen to change at or after this time. With sort=changed a walk by cursor misses nothing that changes meanwhile.</summary>
    public string? UpdatedSince { get; init; }

    /// <summary>First stored at or after this time.</summary>
    public string? CreatedSince { get; init; }

    public (DateTimeOffset? Updated, DateTimeOffset? Created) Read(InputErrors errors) =>
        (QueryText.Instant(UpdatedSince, "updatedSince", errors), QueryText.Instant(CreatedSince, "createdSince", errors));
}
