namespace Jobvite.Browser.Tests;

/// <summary>The browser that is installed here; none is downloaded.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>Null when there is none.</summary>
    public static string? Path { get; } = Find();

    /// <summary>Skips the test where there is no browser; where everything has to run, fails it.</summary>
    public static void Require()
    {
        if (Path is null)
        {
            const string reason = "No Chromium on the PATH. Install it, on Debian with: apt-get install chromium";
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", reason);
            Assert.Skip(reason);
        }
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        .Append("/usr/bin")
        .SelectMany(directory => Names.Select(name => System.IO.Path.Combine(directory, name)))
        .FirstOrDefault(File.Exists);
}
