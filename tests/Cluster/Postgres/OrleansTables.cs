using Jobvite.Storage;

namespace Jobvite.Cluster.Tests.Postgres;

/// <summary>Orleans' tables alone, from the migration as it lies in the assembly.</summary>
internal static class OrleansTables
{
    public static async Task Create(string connectionString)
    {
        var assembly = typeof(IStorageMigrator).Assembly;
        var name = assembly.GetManifestResourceNames().Single(name => name.EndsWith(".Postgres.Migrations.0100_orleans.sql", StringComparison.Ordinal));
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        await Sql.Execute(connectionString, await reader.ReadToEndAsync());
    }
}
