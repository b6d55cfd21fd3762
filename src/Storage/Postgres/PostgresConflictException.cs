namespace Jobvite.Storage.Postgres;

/// <summary>Somebody else changed what this transaction had read. It is taken back and done again; nobody outside of the store sees this.</summary>
internal sealed class PostgresConflictException() : Exception("The rows were changed by another transaction.");
