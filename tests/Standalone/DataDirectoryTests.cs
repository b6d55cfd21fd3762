using Jobvite.Silo.Startup;

namespace Jobvite.Standalone.Tests;

public sealed class DataDirectoryTests : IDisposable
{
    private readonly TemporaryDirectory _temp = new();

    [Fact]
    public void A_missing_directory_is_made_for_its_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        using var data = DataDirectory.Open(_temp.File("a/b"));

        Assert.Equal(_temp.File("a/b"), data.FullPath);
        Assert.Equal("rwx------", Mode(data.FullPath));
        Assert.Equal("rwx------", Mode(data.LogsPath));
    }

    [Fact]
    public void A_directory_that_others_could_read_is_closed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");
        Directory.CreateDirectory(_temp.File("open"));

        using var data = DataDirectory.Open(_temp.File("open"));

        Assert.Equal("rwx------", Mode(data.FullPath));
    }

    [Fact]
    public void A_second_process_is_refused_until_the_first_is_gone()
    {
        using (DataDirectory.Open(_temp.FullPath))
        {
            var refusal = Assert.Throws<StartupException>(() => DataDirectory.Open(_temp.FullPath));
            Assert.Contains(_temp.FullPath, refusal.Message, StringComparison.Ordinal);
            Assert.Contains("JOBVITE_DATA_DIR", refusal.Message, StringComparison.Ordinal);
        }

        using var next = DataDirectory.Open(_temp.FullPath);
        Assert.Equal(_temp.FullPath, next.FullPath);
    }

    [Fact]
    public void A_file_in_its_place_is_refused_by_name()
    {
        File.WriteAllText(_temp.File("file"), "");

        var refusal = Assert.Throws<StartupException>(() => DataDirectory.Open(_temp.File("file")));
        Assert.Contains(_temp.File("file"), refusal.Message, StringComparison.Ordinal);
        Assert.Contains("JOBVITE_DATA_DIR", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _temp.Dispose();

    private static string Mode(string path)
    {
        var mode = OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);
        return string.Concat(Enumerable.Range(0, 9).Select(i => ((int)mode >> (8 - i) & 1) == 1 ? "rwxrwxrwx"[i] : '-'));
    }
}
