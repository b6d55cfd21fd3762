namespace Jobvite.TestSupport;

/// <summary>A directory that is deleted with everything in it.</summary>
public sealed class TemporaryDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("jobvite-test-");

    public string FullPath => _directory.FullName;

    public string File(string name) => Path.Combine(FullPath, name);

    public void Dispose() => _directory.Delete(recursive: true);
}
