using System.Diagnostics;

namespace Jobvite.Benchmarks.Processes;

/// <summary>A program as an operator gets it: published, and so compiled for this machine beforehand.</summary>
internal static class PublishedProgram
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    /// <summary>Publishes a project of <c>src/</c> without touching what builds have left there.</summary>
    /// <param name="project">Such as <c>Standalone</c>.</param>
    /// <param name="directory">Where everything goes that the publishing makes.</param>
    /// <returns>The program for <see cref="Child.Start"/>; null where there are no sources, no SDK, or no registry to get the compiler from.</returns>
    public static async Task<string?> Make(string project, string directory)
    {
        if (FindRoot() is not { } root)
        {
            return null;
        }

        var start = new ProcessStartInfo("dotnet", ["publish", Path.Combine("src", project), "-c", "Release", "-v", "q", "--artifacts-path", directory, "-o", Path.Combine(directory, "out")])
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
        };
        using var publish = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Limit);
        try
        {
            var said = await publish.StandardOutput.ReadToEndAsync(patience.Token);
            await publish.WaitForExitAsync(patience.Token);
            if (publish.ExitCode == 0)
            {
                return Path.Combine(directory, "out", "Jobvite." + project);
            }

            await Console.Error.WriteLineAsync($"{project} could not be published, so it is measured as built:\n{said}");
        }
        catch (OperationCanceledException)
        {
            publish.Kill(entireProcessTree: true);
            await Console.Error.WriteLineAsync($"{project} was not published within {Limit}, so it is measured as built.");
        }

        return null;
    }

    private static string? FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (directory.EnumerateFiles("*.sln").Any())
            {
                return directory.FullName;
            }
        }

        return null;
    }
}
