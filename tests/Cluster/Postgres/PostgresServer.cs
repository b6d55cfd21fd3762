using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Jobvite.Cluster.Tests.Postgres;

/// <summary>
/// A PostgreSQL server of the tests' own, in a temporary directory and on a free port. It never waits for the disk: what it has to survive
/// is the death of processes, not of the machine.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string? Binaries = FindBinaries();
    private readonly string _directory = Directory.CreateTempSubdirectory("jobvite-pg-").FullName;
    private readonly int _port = FreePort();
    private Process? _guard;

    /// <summary>
    /// Why these tests cannot run; null when they can. They stop and kill their server, so a server of somebody else's will not do.
    /// Then fixtures do nothing, since an exception of theirs fails the tests, and <see cref="NeedsPostgresAttribute"/> skips each test.
    /// </summary>
    /// <exception cref="InvalidOperationException">They cannot, and the environment says CI=true: there they must run.</exception>
    internal static string? WhyMissing
    {
        get
        {
            const string reason = "The programs of PostgreSQL 15 or later (initdb, pg_ctl) are not installed: apt-get install postgresql.";
            return Binaries is not null ? null : Environment.GetEnvironmentVariable("CI") is "true" ? throw new InvalidOperationException(reason) : reason;
        }
    }

    private string Data => Path.Combine(_directory, "data");

    public async ValueTask InitializeAsync()
    {
        if (WhyMissing is not null)
        {
            return;
        }

        if (Environment.IsPrivilegedProcess)
        {
            // The server refuses to run as root.
            await Run(["chown", "postgres", _directory]);
        }

        _guard = Guard();
        await AsOwner("initdb", ["-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]);
        await Start();
    }

    /// <summary>Starts the server and waits until it takes connections.</summary>
    public Task Start()
    {
        var port = _port.ToString(CultureInfo.InvariantCulture);
        var options = $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_directory} -c fsync=off -c max_connections=200 -c log_min_messages=fatal";
        return AsOwner("pg_ctl", ["-D", Data, "-l", Path.Combine(_directory, "log"), "-w", "-t", "60", "-o", options, "start"]);
    }

    /// <summary>Stops it as an operator would: connections are cut, nothing is lost.</summary>
    public Task Stop() => AsOwner("pg_ctl", ["-D", Data, "-w", "-m", "fast", "stop"]);

    /// <summary>SIGKILL of every process of the server at once, as the kernel does when memory runs out.</summary>
    public async Task Kill()
    {
        var postmaster = (await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0];
        await Run(["/bin/sh", "-c", "kill -KILL $1 $(ps -o pid= --ppid $1)", "sh", postmaster]);
    }

    /// <summary>A connection string to a new, empty database.</summary>
    public async Task<string> CreateDatabase()
    {
        var name = "t" + Guid.NewGuid().ToString("N");
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Database={database};Username=postgres";

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_guard is not null)
        {
            _guard.StandardInput.Close();
            await _guard.WaitForExitAsync();
            _guard.Dispose();
        }
    }

    /// <summary>
    /// A shell that waits for the end of its input, which comes with the end of this process, however that is; then it stops the server and
    /// deletes the directory.
    /// </summary>
    private Process Guard()
    {
        var stop = Owned("pg_ctl", ["-D", Data, "-w", "-m", "immediate", "stop"]);
        return Process.Start(new ProcessStartInfo(
            "/bin/sh",
            ["-c", "trap '' INT HUP TERM; directory=$1; shift; cat >/dev/null; \"$@\" >/dev/null 2>&1; rm -rf \"$directory\"", "sh", _directory, .. stop])
        {
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
        })!;
    }

    private static Task AsOwner(string program, string[] arguments) => Run(Owned(program, arguments));

    private static string[] Owned(string program, string[] arguments)
    {
        var command = Path.Combine(Binaries!, program);
        return Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", command, .. arguments]
            : [command, .. arguments];
    }

    private static async Task Run(string[] command)
    {
        // pg_ctl's child keeps its output open, so nothing may wait for the end of that.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", .. command]) { WorkingDirectory = Path.GetTempPath() };
        using var process = Process.Start(start)!;
        using var deadline = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(deadline.Token);
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', command)} ended with {process.ExitCode}.");
    }

    private static string? FindBinaries()
    {
        var fromPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var packaged = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(path => path, StringComparer.Ordinal).Select(path => Path.Combine(path, "bin"))
            : [];
        return fromPath.Concat(packaged).FirstOrDefault(path => File.Exists(Path.Combine(path, "initdb")));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
