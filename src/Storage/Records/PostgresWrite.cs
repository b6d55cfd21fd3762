namespace Jobvite.Storage.Postgres;

/// <summary>A row to be written as a whole.</summary>
/// <param name="Change">What was decided.</param>
/// <param name="Row">Its columns.</param>
/// <param name="CompanyId">Whose.</param>
/// <param name="Id">Ours, used when the row is new.</param>
/// <param name="Now">When it is written.</param>
internal sealed record PostgresWrite<TRow>(RecordChange<TRow> Change, TRow Row, string CompanyId, Guid Id, DateTimeOffset Now)
    where TRow : class, IRecordRow;
