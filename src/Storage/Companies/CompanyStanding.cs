using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>How a company stands, as far as the database knows. A run's error comes in its own words, for the caller to sort.</summary>
/// <param name="Entry">Which company.</param>
/// <param name="Health">What the list is sorted by.</param>
public sealed record CompanyStanding(DirectoryEntry Entry, CompanyHealth Health)
{
    public IReadOnlyList<(KindStanding Standing, string? Error)> Kinds { get; init; } = [];

    public long WebhooksPending { get; init; }

    public DateTimeOffset? OldestPendingAt { get; init; }

    public long WebhooksDead { get; init; }
}
