using System.Diagnostics;

namespace Jobvite.Postgres.TestSupport;

/// <summary>
/// A throw-away server in a container, for machines that have a container engine and no PostgreSQL. On the loopback address, at a port that
/// the engine chooses; removed when this process ends, however it ends.
/// </summary>
internal sealed class PostgresContainer : IAsyncDisposable
{
    private const string Image = "postgres:17";

    // $1 engine, $2 image. What comes on standard input ends with the process that started this.
    private const string Script = """
        trap '' INT HUP TERM
        id=$("$1" run --rm --detach --publish 127.0.0.1::5432 --env POSTGRES_HOST_AUTH_METHOD=trust "$2" \
            -c max_connections=300 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum_naptime=10s 2>&1) || { echo "$id"; exit 1; }
        "$1" port "$id" 5432 2>&1
        cat >/dev/null
        "$1" rm --force --volumes "$id" >/dev/null 2>&1
        """;

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);

    private static readonly Lazy<string?> Found = new(FindEngine);

    private readonly Process _shell;

    private PostgresContainer(Process shell, ushort port)
    {
        _shell = shell;
        ConnectionString = $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Timeout=30";
    }

    /// <summary>The program of an engine that answers; null when there is none.</summary>
    public static string? Engine => Found.Value;

    /// <summary>As administrator, to the database <c>postgres</c>.</summary>
    public string ConnectionString { get; }

    /// <summary>Starts a server and waits until it answers.</summary>
    /// <exception cref="InvalidOperationException">It could not be started; says what the engine said.</exception>
    public static async Task<PostgresContainer> Start()
    {
        // The image may have to be pulled, so there is no limit here.
        var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", Engine!, Image])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var line = await shell.StandardOutput.ReadLineAsync();
        if (line?.Split(':') is not [.., var text] || !ushort.TryParse(text, out var port))
        {
            throw new InvalidOperationException($"No container of PostgreSQL could be started with {Engine}: {line} {await shell.StandardOutput.ReadToEndAsync()}");
        }

        var container = new PostgresContainer(shell, port);
        await PostgresStart.Await(container.ConnectionString, () => Task.FromResult($"the container at port {port} does not answer."));
        return container;
    }

    /// <summary>Removes the container.</summary>
    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    private static string? FindEngine() => Array.Find(["docker", "podman"], Answers);

    private static bool Answers(string engine)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(engine, ["info"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.OutputDataReceived += static (_, _) => { };
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            return process.WaitForExit(AnswerLimit) && process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
