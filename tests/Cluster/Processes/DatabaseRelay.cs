using System.Net;
using System.Net.Sockets;

namespace Jobvite.Cluster.Tests.Processes;

/// <summary>Stands between one silo and the database, and can be cut: then nothing comes through any more, and nothing is closed, as when a switch drops packets.</summary>
internal sealed class DatabaseRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private volatile TaskCompletionSource _through = Opened();
    private int _target;

    public DatabaseRelay() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Begins to relay to a port of this machine.</summary>
    public void To(int port)
    {
        _target = port;
        _ = Accept();
    }

    public void Cut() => _through = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Mend() => _through.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Dispose();
    }

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }

    private async Task Accept()
    {
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                _ = Relay(await _listener.AcceptTcpClientAsync(_ending.Token));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task Relay(TcpClient silo)
    {
        using var database = new TcpClient();
        using (silo)
        {
            try
            {
                await _through.Task.WaitAsync(_ending.Token);
                await database.ConnectAsync(IPAddress.Loopback, _target, _ending.Token);
                await Task.WhenAny(Copy(silo, database), Copy(database, silo));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException)
            {
                // Either end has gone.
            }
        }
    }

    private async Task Copy(TcpClient from, TcpClient to)
    {
        try
        {
            var buffer = new byte[65536];
            while (await from.GetStream().ReadAsync(buffer, _ending.Token) is > 0 and var count)
            {
                await _through.Task.WaitAsync(_ending.Token);
                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _ending.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Either end has gone.
        }
    }
}
