using System.Net;
using System.Net.Sockets;
using Jobvite.Transport.Tests.Logs;
using Microsoft.Extensions.Logging;

namespace Jobvite.Transport.Tests;

/// <summary>A real silo, and whoever knocks at its two ports. That silos let each other in is shown by tests/Cluster.</summary>
public sealed class HandshakeTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Authority _authority = new();
    private readonly CancellationTokenSource _enough = new(Patience);
    private TestSilo _silo = null!;

    public async ValueTask InitializeAsync() => _silo = await TestSilo.Start(_authority.Issue("jobvite-silo"));

    [Fact]
    public async Task A_front_end_is_answered_at_the_gateway() =>
        Assert.True(await TestSilo.Answers(_silo.Gateway, _authority.Issue("jobvite-front", server: false), new Lines(), _enough.Token));

    [Fact]
    public async Task A_front_end_is_not_let_in_among_silos()
    {
        await Refused(_silo.Port, _authority.Issue("jobvite-front", server: false), "does not bear the name jobvite-silo");
    }

    [Fact]
    public async Task A_caller_without_a_certificate_is_refused() => await RefusedEverywhere(null, "it shows no certificate");

    [Fact]
    public async Task A_caller_with_a_certificate_of_another_authority_is_refused()
    {
        using var other = new Authority();
        await RefusedEverywhere(other.Issue("jobvite-silo"), "not signed by the CA");
    }

    [Fact]
    public async Task A_caller_whose_certificate_has_expired_is_refused() =>
        await RefusedEverywhere(_authority.Issue("jobvite-silo", fromDay: -30, toDay: -1), "has expired");

    [Fact]
    public async Task A_caller_whose_certificate_is_not_for_callers_is_refused() =>
        await RefusedEverywhere(_authority.Issue("jobvite-silo", client: false), "extended key usage");

    [Fact]
    public async Task A_caller_of_this_authority_that_bears_another_name_is_refused() =>
        await RefusedEverywhere(_authority.Issue("somebody-else"), "does not bear the name");

    [Fact]
    public async Task A_caller_that_does_not_speak_TLS_is_cut_off()
    {
        using var caller = new TcpClient();
        await caller.ConnectAsync(IPAddress.Loopback, _silo.Gateway, _enough.Token);
        await caller.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: jobvite\r\n\r\n"u8.ToArray(), _enough.Token);

        Assert.True(await Ends(caller));
    }

    [Fact]
    public async Task Who_connects_and_says_nothing_is_cut_off()
    {
        using var caller = new TcpClient();
        await caller.ConnectAsync(IPAddress.Loopback, _silo.Port, _enough.Token);

        Assert.True(await Ends(caller));
    }

    [Fact]
    public async Task A_front_end_without_TLS_is_not_answered()
    {
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(3));

        Assert.False(await TestSilo.Answers(_silo.Gateway, [], new Lines(), enough.Token));
    }

    [Fact]
    public async Task A_silo_of_another_authority_is_not_called()
    {
        using var other = new Authority();
        await NotCalled(other.Issue("jobvite-silo"), "not signed by the CA");
    }

    [Fact]
    public async Task A_front_end_cannot_play_a_silo() => await NotCalled(_authority.Issue("jobvite-front"), "bears another name");

    [Fact]
    public async Task A_certificate_that_is_for_callers_only_cannot_play_a_silo() =>
        await NotCalled(_authority.Issue("jobvite-silo", server: false), "extended key usage");

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _authority.Dispose();
        _enough.Dispose();
    }

    private async Task RefusedEverywhere(Dictionary<string, string?>? shown, string reason)
    {
        await Refused(_silo.Port, shown, reason);
        await Refused(_silo.Gateway, shown, reason);
    }

    private async Task Refused(int port, Dictionary<string, string?>? shown, string reason)
    {
        var before = _silo.Log.At(LogLevel.Warning).Count(line => line.Contains(reason, StringComparison.Ordinal));
        await Stranger.CallUntilRefused(port, shown, _enough.Token);

        Assert.True(_silo.Log.At(LogLevel.Warning).Count(line => line.Contains(reason, StringComparison.Ordinal)) > before, string.Join('\n', _silo.Log.At(LogLevel.Warning)));
    }

    private async Task NotCalled(Dictionary<string, string?> shown, string reason)
    {
        using var gateway = new TcpListener(IPAddress.Loopback, 0);
        gateway.Start();
        var log = new Lines();
        using var playing = CancellationTokenSource.CreateLinkedTokenSource(_enough.Token);
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(_enough.Token);
        var play = Stranger.Play(gateway, shown, playing.Token);
        var answered = TestSilo.Answers(((IPEndPoint)gateway.LocalEndpoint).Port, _authority.Issue("jobvite-front", server: false), log, asking.Token);
        while (!log.At(LogLevel.Warning).Any(line => line.Contains(reason, StringComparison.Ordinal)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, _enough.Token);
        }

        await asking.CancelAsync();
        Assert.False(await answered);
        await playing.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => play);
    }

    /// <summary>Waits until the silo ends the connection; false when it still holds it.</summary>
    private async Task<bool> Ends(TcpClient caller)
    {
        try
        {
            // A TLS alert may come first.
            while (await caller.GetStream().ReadAsync(new byte[64], _enough.Token) > 0)
            {
            }

            return true;
        }
        catch (IOException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
