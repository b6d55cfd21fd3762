using Npgsql;
using NpgsqlTypes;

namespace Jobvite.Storage.Postgres;

/// <summary>The values of a row of a COPY, sent one after another.</summary>
internal sealed class PostgresImport(NpgsqlBinaryImporter importer, CancellationToken cancellationToken)
{
    /// <summary>Sends all rows by one binary COPY, which is a statement: all or nothing.</summary>
    /// <returns>How many rows were written.</returns>
    public static async Task<ulong> Send<T>(
        NpgsqlConnection connection, string copy, IReadOnlyList<Column<T>> columns, IReadOnlyList<T> rows, CancellationToken cancellationToken)
    {
        var importer = await connection.BeginBinaryImportAsync(copy, cancellationToken).ConfigureAwait(false);
        await using var closing = importer.ConfigureAwait(false);
        var import = new PostgresImport(importer, cancellationToken);
        foreach (var row in rows)
        {
            await importer.StartRowAsync(cancellationToken).ConfigureAwait(false);
            foreach (var column in columns)
            {
                await column.Send(import, row).ConfigureAwait(false);
            }
        }

        return await importer.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task Value<T>(T value, NpgsqlDbType type) => value is null ? importer.WriteNullAsync(cancellationToken) : importer.WriteAsync(value, type, cancellationToken);
}
