using Microsoft.Playwright;

namespace Jobvite.Browser.Tests;

/// <summary>Where screenshots go, and the forms in which each page is taken.</summary>
internal static class Pictures
{
    public static string Folder { get; } = Path.Combine(Root(), "artifacts", "screenshots");

    public static readonly (string Name, int Width, int Height, ColorScheme Theme)[] Forms =
    [
        ("wide-light", 1440, 900, ColorScheme.Light),
        ("wide-dark", 1440, 900, ColorScheme.Dark),
        ("narrow-light", 360, 740, ColorScheme.Light),
        ("narrow-dark", 360, 740, ColorScheme.Dark),
    ];

    private static string Root()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (directory.EnumerateFiles("*.sln").Any())
            {
                return directory.FullName;
            }
        }

        throw new DirectoryNotFoundException("No solution file above the test assembly.");
    }
}
