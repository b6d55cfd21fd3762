using Npgsql;
using NpgsqlTypes;

namespace Jobvite.Storage.Postgres;

/// <summary>The values of a row of a COPY, sent one after another.</summary>
internal sealed class PostgresImport(NpgsqlBinaryImporter importer, CancellationToken cancellationToken)
{
    public Task Text(string? value) => Value(value, NpgsqlDbType.Text);

    public Task Value<T>(T value, NpgsqlDbType type) => value is null ? importer.WriteNullAsync(cancellationToken) : importer.WriteAsync(value, type, cancellationToken);
}
