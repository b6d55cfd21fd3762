using System.Reflection;
using DbUp.Engine;

namespace Jobvite.Storage;

/// <summary>The numbered scripts in this assembly, and the table that notes which of them a database has had.</summary>
internal static class MigrationScripts
{
    public const string Journal = "schema_versions";

    /// <summary>The scripts of a provider's folder in their order.</summary>
    public static List<SqlScript> Of(string provider)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var marker = $".{provider}.Migrations.";
        return [.. from resource in assembly.GetManifestResourceNames()
                   let folder = resource.IndexOf(marker, StringComparison.Ordinal)
                   where folder >= 0
                   orderby resource
                   select new SqlScript(resource[(folder + marker.Length)..], Text(assembly, resource))];
    }

    /// <exception cref="DatabaseTooNewException">The database has had a script that is not in this program.</exception>
    public static void RefuseNewer(IEnumerable<string> applied, List<SqlScript> scripts)
    {
        var unknown = applied.Except(scripts.Select(script => script.Name), StringComparer.Ordinal).Order(StringComparer.Ordinal).LastOrDefault();
        if (unknown is not null)
        {
            throw new DatabaseTooNewException(unknown, scripts[^1].Name);
        }
    }

    private static string Text(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
