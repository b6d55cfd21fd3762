using System.Collections.Immutable;
using System.Data.Common;

namespace Jobvite.Storage;

/// <summary>Makes names of rows.</summary>
internal static class NameMap
{
    public static (string Id, string? Name) Job(DbDataReader row) => (row.RequiredText("jobvite_id"), row.Text("title"));

    public static (string Id, string? Name) Candidate(DbDataReader row) =>
        (row.RequiredText("jobvite_id"), $"{row.Text("first_name")} {row.Text("last_name")}".Trim());

    public static ImmutableDictionary<string, string> Found(IEnumerable<(string Id, string? Name)> names) =>
        names.Where(one => !string.IsNullOrWhiteSpace(one.Name)).ToImmutableDictionary(one => one.Id, one => one.Name!, StringComparer.Ordinal);
}
