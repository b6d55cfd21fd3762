using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Postgres;

/// <inheritdoc cref="Choices"/>
internal static class PostgresChoices
{
    public static Task<List<FilterChoice>> Read(PostgresDatabase database, string companyId, ChoiceColumn column, CancellationToken cancellationToken) =>
        database.Ask(PlanChoice.ByIndex, PostgresStatement.Of(Choices.Statement(column), ("companyId", companyId)), Choices.Map, cancellationToken);

    /// <summary>What a filter means by a text; null when it is not loose, or asks for nothing.</summary>
    public static async Task<string[]?> Meant(
        PostgresDatabase database, string companyId, ChoiceColumn column, bool loose, string? typed, CancellationToken cancellationToken) => loose && typed is not null
        ? Choices.Meant(await Read(database, companyId, column, cancellationToken).ConfigureAwait(false), typed)
        : null;
}
