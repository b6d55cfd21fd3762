using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Sqlite;

/// <inheritdoc cref="Choices"/>
internal static class SqliteChoices
{
    public static IReadOnlyList<FilterChoice> Read(SqliteSession session, string companyId, ChoiceColumn column) =>
        session.Query(Choices.Statement(column), new { companyId }, Choices.Map);

    /// <summary>What a filter means by a text; null when it is not loose, or asks for nothing.</summary>
    public static string[]? Meant(SqliteSession session, string companyId, ChoiceColumn column, bool loose, string? typed) =>
        loose && typed is not null ? Choices.Meant(Read(session, companyId, column), typed) : null;
}
