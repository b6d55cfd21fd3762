namespace Jobvite.Storage;

/// <summary>The database knows migrations that this program does not.</summary>
public sealed class DatabaseTooNewException(string newestInDatabase, string newestInProgram) : Exception(
    $"The database has migration {newestInDatabase}, this program knows migrations up to {newestInProgram}. Start the newer program, or restore the backup made before the upgrade.");
