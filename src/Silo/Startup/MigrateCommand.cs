using Jobvite.Silo.Persistence;
using Jobvite.Storage;
using Jobvite.Transport;

namespace Jobvite.Silo.Startup;

/// <summary><c>migrate</c> on the command line: brings the database to this program's schema and ends, for a step before an upgrade.</summary>
internal static class MigrateCommand
{
    /// <summary>The first argument.</summary>
    public const string Name = "migrate";

    /// <exception cref="StartupException">A setting is wrong, or a statement is missing.</exception>
    /// <exception cref="StorageUnavailableException">The database cannot be used.</exception>
    /// <exception cref="DatabaseTooNewException">It was written by a newer program; nothing was changed.</exception>
    public static async Task Run(string[] arguments, TextWriter output)
    {
        var builder = Host.CreateApplicationBuilder(arguments);
        builder.Logging.ClearProviders();
        builder.Configuration.AddSecretFiles();
        builder.AddSiloStorage();
        using var host = builder.Build();
        await host.Services.GetRequiredService<IStorageMigrator>().Migrate(CancellationToken.None);
        await host.Services.GetRequiredService<OrleansStatements>().Check(CancellationToken.None);
        await output.WriteLineAsync("The database has this program's schema.");
    }
}
