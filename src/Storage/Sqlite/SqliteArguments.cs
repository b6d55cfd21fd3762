using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Dapper;

namespace Jobvite.Storage.Sqlite;

/// <summary>Turns the arguments of statements that both databases share into what SQLite stores.</summary>
internal static class SqliteArguments
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    /// <param name="arguments">An object with a property for each parameter, or a list of such.</param>
    public static object? Of(object? arguments) => arguments switch
    {
        null => null,
        IEnumerable<object> rows => rows.Select(OfRow),
        _ => OfRow(arguments),
    };

    private static DynamicParameters OfRow(object row)
    {
        var parameters = new DynamicParameters();
        foreach (var property in Properties.GetOrAdd(row.GetType(), type => type.GetProperties()))
        {
            parameters.Add(property.Name, Value(property.GetValue(row)));
        }

        return parameters;
    }

    private static object? Value(object? value) => value switch
    {
        DateTimeOffset time => time.ToColumn(),
        Guid id => id.ToColumn(),
        IEnumerable<string> list => list.ToColumn(),
        IEnumerable<long> list => JsonSerializer.Serialize(list),
        IEnumerable<Guid> list => list.ToColumn(),
        _ => value,
    };
}
