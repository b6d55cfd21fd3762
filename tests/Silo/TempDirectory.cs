using Microsoft.Data.Sqlite;

namespace Jobvite.Silo.Tests;

/// <summary>A directory of its own that goes with the test.</summary>
internal sealed class TempDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("jobvite-silo-");

    public string File(string name) => Path.Combine(_directory.FullName, name);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
    }
}
