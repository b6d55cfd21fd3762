using System.Globalization;

namespace Jobvite.Clients.Tests;

/// <summary>clients/typescript, installed and built.</summary>
internal static class NodePackages
{
    private const int OldestNode = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly Dictionary<string, string> Nothing = [];

    public static string Folder => Path.Combine(Document.Root, "clients", "typescript");

    private static string Npm => OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    /// <summary>Returns why no JavaScript can be tried here; null when it can.</summary>
    /// <exception cref="InvalidOperationException">There is Node.js, but the package cannot be built, and <c>CI=true</c>.</exception>
    public static async Task<string?> Build()
    {
        try
        {
            var version = (await Run("node", "--version")).Trim();
            if (int.Parse(version[1..version.IndexOf('.')], CultureInfo.InvariantCulture) < OldestNode)
            {
                return $"No JavaScript is tried: Node.js is {version}, and the client needs {OldestNode}.";
            }

            await Run(Npm, "--version");
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return $"No JavaScript is tried: Node.js with npm is not installed. {exception.Message}";
        }

        try
        {
            var installed = Path.Combine(Folder, "node_modules", ".package-lock.json");
            if (!File.Exists(installed) || File.GetLastWriteTimeUtc(installed) < File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
            {
                await Run(Npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts");
            }

            await Run(Npm, "run", "build");
            return null;
        }
        catch (InvalidOperationException exception) when (Environment.GetEnvironmentVariable("CI") != "true")
        {
            return $"No JavaScript is tried: clients/typescript cannot be built here. {exception.Message}";
        }
    }

    /// <summary>Runs npm's script <c>test</c> and returns what it wrote.</summary>
    public static Task<string> Test(IReadOnlyDictionary<string, string> variables) => Run(Npm, variables, "test");

    /// <summary>Lets programs in a directory name what clients/typescript has installed, and itself.</summary>
    public static void LinkInto(string directory)
    {
        var modules = Directory.CreateDirectory(Path.Combine(directory, "node_modules")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(modules, "standardwebhooks"), Path.Combine(Folder, "node_modules", "standardwebhooks"));
        Directory.CreateSymbolicLink(Path.Combine(modules, "jobvite-orleans-client"), Folder);
    }

    private static Task<string> Run(string program, params string[] arguments) => Run(program, Nothing, arguments);

    private static async Task<string> Run(string program, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        await using var process = ChildProcess.Run(program, Folder, variables, arguments);
        var code = await process.End(Patience);
        return code == 0 ? process.Output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {code}.\n{process.Output}\n{process.Errors}");
    }
}
