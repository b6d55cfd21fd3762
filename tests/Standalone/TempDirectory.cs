namespace Jobvite.Standalone.Tests;

/// <summary>A directory of its own that goes with the test.</summary>
internal sealed class TempDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("jobvite-standalone-");

    public string FullPath => _directory.FullName;

    public string File(string name) => Path.Combine(FullPath, name);

    public void Dispose() => _directory.Delete(recursive: true);
}
