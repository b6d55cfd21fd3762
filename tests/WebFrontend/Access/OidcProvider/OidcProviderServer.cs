using System.Diagnostics;

namespace Jobvite.WebFrontend.Tests;

/// <summary>
/// npm's <c>oidc-provider</c> on loopback, an authority that others wrote and certified. It is installed into <c>artifacts/</c> once; where there is no Node,
/// its tests are skipped with the reason, and fail when <c>CI=true</c>.
/// </summary>
public sealed class OidcProviderServer : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private Process? _node;

    /// <summary>Why it cannot run here; null when it runs.</summary>
    public string? Reason { get; private set; }

    public Uri Address { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        try
        {
            Address = new(await Start());
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException or TimeoutException)
        {
            Reason = $"oidc-provider does not run here: {exception.Message}";
        }
    }

    /// <summary>Tells where the console is, and forgets everything else.</summary>
    public Task Serve(Uri front) => Tell($"/test/start?front={front.GetLeftPart(UriPartial.Authority)}");

    /// <summary>Another key takes the place of the one before.</summary>
    public Task Roll() => Tell("/test/roll");

    public async ValueTask DisposeAsync()
    {
        if (_node is not null)
        {
            // It ends with its input.
            _node.StandardInput.Close();
            await _node.WaitForExitAsync().WaitAsync(Patience);
            _node.Dispose();
        }
    }

    private async Task<string> Start()
    {
        var source = Path.Combine(AppContext.BaseDirectory, "Access", "OidcProvider");
        var home = Directory.CreateDirectory(Path.Combine(Artifacts(), "oidc-provider")).FullName;
        foreach (var file in (string[])["package.json", "package-lock.json", "server.mjs"])
        {
            File.Copy(Path.Combine(source, file), Path.Combine(home, file), overwrite: true);
        }

        if (!Directory.Exists(Path.Combine(home, "node_modules", "oidc-provider")))
        {
            using var npm = Run(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", home, "ci", "--no-audit", "--no-fund", "--ignore-scripts");
            var said = npm.StandardError.ReadToEndAsync();
            _ = npm.StandardOutput.ReadToEndAsync();
            await npm.WaitForExitAsync().WaitAsync(Patience);
            if (npm.ExitCode != 0)
            {
                throw new InvalidOperationException($"npm ci failed: {await said}");
            }
        }

        _node = Run("node", home, "server.mjs");
        _ = _node.StandardError.ReadToEndAsync();
        while (await _node.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.StartsWith("listening ", StringComparison.Ordinal))
            {
                _ = _node.StandardOutput.ReadToEndAsync();
                return $"http://127.0.0.1:{line["listening ".Length..]}";
            }
        }

        throw new InvalidOperationException("node ended before it listened");
    }

    private static Process Run(string program, string directory, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = directory,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static string Artifacts()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "global.json")))
            {
                return Path.Combine(folder.FullName, "artifacts");
            }
        }

        return Path.GetTempPath();
    }

    private async Task Tell(string path)
    {
        using var client = new HttpClient { BaseAddress = Address };
        (await client.PostAsync(new Uri(path, UriKind.Relative), null)).EnsureSuccessStatusCode();
    }
}
