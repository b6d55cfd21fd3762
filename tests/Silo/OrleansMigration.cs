using Jobvite.Storage;

namespace Jobvite.Silo.Tests;

/// <summary>The migration that makes Orleans' tables, as it lies in the assembly.</summary>
internal static class OrleansMigration
{
    public static async Task<string> Read()
    {
        var assembly = typeof(IStorageMigrator).Assembly;
        var name = assembly.GetManifestResourceNames().Single(name => name.EndsWith(".Sqlite.Migrations.0100_orleans.sql", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return await reader.ReadToEndAsync();
    }
}
