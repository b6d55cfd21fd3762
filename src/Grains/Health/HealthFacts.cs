using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Health;

/// <summary>Everything that a company's health is judged by.</summary>
internal sealed record HealthFacts
{
    public required string CompanyId { get; init; }

    public required SyncSettings Settings { get; init; }

    /// <summary>Onboarding cannot be read without it.</summary>
    public bool HasJobvitePublicKey { get; init; } = true;

    public bool HasSigningKey { get; init; } = true;

    /// <summary>See <see cref="Secrets.UnreadableSecrets"/>.</summary>
    public IReadOnlyList<string> UnreadableSecrets { get; init; } = [];

    /// <summary>Since when the database takes no writes; null while it does. Nothing is received, sent or read without it.</summary>
    public DateTimeOffset? DatabaseDownSince { get; init; }

    public HealthRows Rows { get; init; } = new();

    /// <summary>Of each kind that ever ran.</summary>
    public IReadOnlyList<KindHistory> History { get; init; } = [];

    public BudgetUsage Budget { get; init; } = new();

    public required DateTimeOffset Now { get; init; }

    public StoredContact? ContactWith(ContactPoint point) => Rows.Contacts.FirstOrDefault(contact => contact.Point == point);

    public KindHistory? HistoryOf(SyncKind kind) => History.FirstOrDefault(history => history.Kind == kind);
}

/// <summary>The judgement: the report without its incidents, and what is wrong now.</summary>
internal sealed record HealthJudgement(HealthReport Report, IReadOnlyList<OpenCondition> Conditions);
