namespace Jobvite.Storage;

/// <summary>Brings the database to this program's schema.</summary>
public interface IStorageMigrator
{
    /// <summary>Applies what is missing, under a lock. Safe to call from every process at start.</summary>
    /// <exception cref="DatabaseTooNewException">The database was written by a newer program; nothing was changed.</exception>
    /// <exception cref="StorageUnavailableException">It cannot be opened or written.</exception>
    Task Migrate(CancellationToken cancellationToken);
}

/// <summary>The database knows migrations that this program does not.</summary>
public sealed class DatabaseTooNewException(string newestInDatabase, string newestInProgram) : Exception(
    $"The database has migration {newestInDatabase}, this program knows migrations up to {newestInProgram}. Start the newer program, or restore the backup made before the upgrade.");
