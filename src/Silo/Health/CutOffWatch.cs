using System.Data.Common;
using System.Net.Sockets;
using Jobvite.Grains.Silos;
using Jobvite.Silo.Persistence;

namespace Jobvite.Silo.Health;

/// <summary>
/// Asks the database every two seconds, over a connection of its own: a pool that is used up is not a database that is away. Ends a silo that
/// does not reach the database while another silo does: its companies would be down although the cluster could serve them. The others notice
/// its end within seconds and take its companies over. When no silo reaches the database, none ends.
/// </summary>
internal sealed partial class CutOffWatch(
    SiloDatabase database, DatabaseReach reach, PeerSilos peers, IFatalErrorHandler process, ILogger<CutOffWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>With the seconds that the others need to notice the end, a company is away for less than 20 s.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(8);

    private DbConnection? _connection;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            reach.Note(await Ask(stoppingToken));
            if (reach is { Unanswered: >= 2 } && reach.Silence > LongestSilence && await IsCutOff(stoppingToken))
            {
                LogCutOff(reach.Silence);
                process.OnFatalException(this, "This silo cannot reach the database and another one can, so this silo will stop!", null);
                break;
            }

            await Task.Delay(Pause, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Close();
    }

    /// <summary>Another silo reaches it, and this one, asking once more, still does not: a database that has just come back is no reason to end.</summary>
    private async Task<bool> IsCutOff(CancellationToken cancellationToken)
    {
        try
        {
            var answers = await peers.Ask(peers.Others, static peer => peer.ReachesDatabase(), cancellationToken);
            return answers.Values.Any(static reaches => reaches) && !await Ask(cancellationToken) && !cancellationToken.IsCancellationRequested;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<bool> Ask(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            _connection ??= await database.OpenUnpooled(either.Token).WaitAsync(either.Token);
            await using var command = _connection.CreateCommand();
            command.CommandText = "SELECT 1";
            await command.ExecuteScalarAsync(either.Token).WaitAsync(either.Token);
            return true;
        }
        catch (DbException exception) when (exception.SqlState is not null && _connection is null)
        {
            // It refuses, as when all connections are taken: that is an answer.
            return true;
        }
        catch (Exception exception) when (exception is DbException or OperationCanceledException or SocketException or IOException or InvalidOperationException)
        {
            Close();
            return false;
        }
    }

    /// <summary>Lets go of the connection. Closing one that nobody answers on may take long, so nobody waits for it.</summary>
    private void Close()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            _ = Task.Run(async () =>
            {
                try
                {
                    await connection.DisposeAsync();
                }
                catch (Exception exception) when (exception is DbException or SocketException or IOException or InvalidOperationException)
                {
                    // It is gone either way.
                }
            });
        }
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "The database has not answered this silo for {Silence}, and it answers another silo. This silo ends, so that its companies go on elsewhere. Look at the network between this machine and the database.")]
    private partial void LogCutOff(TimeSpan silence);
}
