using System.Diagnostics;

namespace Jobvite.Postgres.TestSupport;

/// <summary>
/// A throw-away cluster in a directory under <c>/tmp</c>, reachable through a Unix socket in it: no port to collide on. A shell stands
/// between this process and the server; its standard input is a pipe from here, and when that ends, however this process ended, it stops
/// the server and deletes the directory.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    // $1 programs, $2 directory, $3 more settings. PostgreSQL refuses to run as root, so the whole script runs as somebody else then.
    private const string Script = """
        trap '' INT HUP TERM
        "$1/initdb" -D "$2/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync --no-instructions >"$2/initdb.log" 2>&1 || { cat "$2/initdb.log"; rm -rf "$2"; exit 1; }
        "$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c max_connections=300 -c fsync=off -c synchronous_commit=off \
            -c full_page_writes=off -c shared_buffers=128MB -c max_wal_size=1GB -c autovacuum_naptime=10s -c log_destination=stderr $3 >"$2/server.log" 2>&1 </dev/null &
        server=$!
        echo ready
        cat >/dev/null
        kill -QUIT $server
        wait $server
        rm -rf "$2"
        """;

    private readonly Process _shell;

    private PostgresCluster(Process shell, string directory)
    {
        _shell = shell;
        Directory = directory;
    }

    /// <summary>Holds the data (<c>data</c>), the socket and the server's log (<c>server.log</c>).</summary>
    public string Directory { get; }

    /// <summary>As administrator, to the database <c>postgres</c>.</summary>
    public string ConnectionString => $"Host={Directory};Username=postgres;Database=postgres;Timeout=30";

    /// <summary>Makes a cluster and waits until it answers.</summary>
    /// <param name="settings">
    /// More settings, such as <c>-c fsync=on</c>; they win over the usual ones, which are for tests: quick, and not durable.
    /// </param>
    /// <exception cref="InvalidOperationException">It could not be made or started; says what its programs said.</exception>
    public static async Task<PostgresCluster> Start(string settings = "")
    {
        var programs = PostgresPrograms.Find() ?? throw new InvalidOperationException("PostgreSQL is not installed.");
        var directory = System.IO.Directory.CreateTempSubdirectory("jobvite-pg-").FullName;
        List<string> command = ["/bin/sh", "-c", Script, "sh", programs, directory, settings];
        if (Environment.IsPrivilegedProcess && OperatingSystem.IsLinux())
        {
            var hasOwnUser = (await File.ReadAllTextAsync("/etc/passwd")).Contains("\npostgres:", StringComparison.Ordinal);
            var (user, group) = hasOwnUser ? ("postgres", "postgres") : ("nobody", "nogroup");
            using var chown = Process.Start("chown", [user, directory]);
            await chown.WaitForExitAsync();
            command.InsertRange(0, ["setpriv", $"--reuid={user}", $"--regid={group}", "--init-groups", "--"]);
        }

        var shell = Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/tmp",
        })!;
        var cluster = new PostgresCluster(shell, directory);
        if (await shell.StandardOutput.ReadLineAsync() is not "ready" and var line)
        {
            throw new InvalidOperationException($"No PostgreSQL cluster could be made: {line} {await shell.StandardOutput.ReadToEndAsync()}");
        }

        await PostgresStart.Await(cluster.ConnectionString, () => File.ReadAllTextAsync(Path.Combine(directory, "server.log")));
        return cluster;
    }

    /// <summary>Stops the server and deletes the directory.</summary>
    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }
}
