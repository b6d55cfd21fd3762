using System.Data.Common;
using Jobvite.Silo.Startup;

namespace Jobvite.Silo.Persistence;

/// <summary>The named SQL statements that Orleans reads from the database. A missing one would otherwise show only when it is first used.</summary>
internal sealed class OrleansStatements(SiloDatabase database)
{
    /// <summary>Of the grain storage and the reminder provider of Orleans 10.4.</summary>
    public static readonly IReadOnlyList<string> Required =
    [
        "ReadFromStorageKey", "WriteToStorageKey", "ClearStorageKey", "DeleteStorageKey",
        "ReadReminderRowsKey", "ReadReminderRowKey", "ReadRangeRows1Key", "ReadRangeRows2Key",
        "UpsertReminderRowKey", "DeleteReminderRowKey", "DeleteReminderRowsKey",
    ];

    /// <summary>Of the clustering provider, for several processes.</summary>
    public static readonly IReadOnlyList<string> RequiredForClustering =
    [
        "GatewaysQueryKey", "MembershipReadRowKey", "MembershipReadAllKey", "InsertMembershipVersionKey", "InsertMembershipKey",
        "UpdateMembershipKey", "UpdateIAmAlivetimeKey", "DeleteMembershipTableEntriesKey", "CleanupDefunctSiloEntriesKey",
    ];

    /// <summary>Checks that every statement is there.</summary>
    /// <exception cref="StartupException">Some are missing; the message names them.</exception>
    public async Task Check(CancellationToken cancellationToken)
    {
        var missing = Required.Concat(database.IsShared ? RequiredForClustering : []).Except(await ReadNames(cancellationToken), StringComparer.Ordinal).ToArray();
        if (missing.Length > 0)
        {
            throw new StartupException(
                $"The database lacks statements that Orleans needs: {string.Join(", ", missing)}. Restore the table OrleansQuery from a backup, or start with a new database.");
        }
    }

    private async Task<IReadOnlyList<string>> ReadNames(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.Open(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT QueryKey FROM OrleansQuery WHERE length(QueryText) > 0";
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var names = new List<string>();
            while (await reader.ReadAsync(cancellationToken))
            {
                names.Add(reader.GetString(0));
            }

            return names;
        }
        catch (DbException exception)
        {
            throw new StartupException($"The table OrleansQuery cannot be read: {exception.Message}", exception);
        }
    }
}
