using Jobvite.Transport.Tls;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Jobvite.Transport.Tests;

public sealed class HandshakeTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Authority _authority = new();
    private readonly Line _line = new();

    [Fact]
    public async Task Two_silos_of_one_authority_understand_each_other() => Assert.Equal("hello", await Talk(Silo(), Silo(), ClusterRole.Silo));

    [Fact]
    public async Task A_front_end_is_let_in_at_a_gateway() => Assert.Equal("hello", await Talk(Silo(), Front(), ClusterRole.Front, ClusterRole.Silo));

    [Fact]
    public async Task Without_settings_nothing_is_encrypted()
    {
        var plain = new Side([], ClusterRole.Silo);

        Assert.Equal("hello", await Talk(plain, plain, ClusterRole.Silo));
        Assert.Equal("hello", _line.Overheard);
    }

    [Fact]
    public async Task What_is_said_cannot_be_overheard()
    {
        await Talk(Silo(), Silo(), ClusterRole.Silo);

        Assert.True(_line.Overheard.Length > 500);
        Assert.DoesNotContain("hello", _line.Overheard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_any_buffer_holds_arrives_in_both_directions()
    {
        var letters = string.Concat(Enumerable.Range(0, 300_000).Select(i => $"{i},"));
        var answer = "";

        await Task.WhenAll(
            Silo().Accept(_line.Server, async connection => await Line.Say(connection, await Line.Hear(connection, letters.Length) + "!"), ClusterRole.Silo),
            Silo().Call(_line.Client, async connection =>
            {
                await Line.Say(connection, letters);
                answer = await Line.Hear(connection, letters.Length + 1);
            })).WaitAsync(Patience);

        Assert.Equal(letters + "!", answer);
    }

    [Fact]
    public async Task A_front_end_is_not_let_in_among_silos() => await ServerRefuses(
        Front().Call(_line.Client, NotReached), "does not bear the name jobvite-silo");

    [Fact]
    public async Task A_caller_without_a_certificate_is_refused() => await ServerRefuses(Stranger.Call(_line.Client, null), "it shows no certificate");

    [Fact]
    public async Task A_caller_with_a_certificate_of_another_authority_is_refused()
    {
        using var other = new Authority();
        await ServerRefuses(Stranger.Call(_line.Client, other.Issue("jobvite-silo")), "not signed by the CA");
    }

    [Fact]
    public async Task A_caller_whose_certificate_has_expired_is_refused() => await ServerRefuses(
        Stranger.Call(_line.Client, _authority.Issue("jobvite-silo", fromDay: -30, toDay: -1)), "has expired");

    [Fact]
    public async Task A_caller_whose_certificate_is_not_for_callers_is_refused() => await ServerRefuses(
        Stranger.Call(_line.Client, _authority.Issue("jobvite-silo", client: false)), "extended key usage");

    [Fact]
    public async Task A_caller_that_does_not_speak_TLS_is_refused()
    {
        var caller = Line.Say(_line.Client, "GET / HTTP/1.1\r\nHost: jobvite\r\n\r\n");

        await ServerRefuses(caller, "does not speak TLS");
    }

    [Fact]
    public async Task A_silo_of_another_authority_is_not_called()
    {
        using var other = new Authority();
        await ClientRefuses(Stranger.Accept(_line.Server, other.Issue("jobvite-silo")), "not signed by the CA");
    }

    [Fact]
    public async Task A_front_end_cannot_play_a_silo() => await ClientRefuses(
        Stranger.Accept(_line.Server, _authority.Issue("jobvite-front")), "bears another name");

    [Fact]
    public async Task A_certificate_that_is_for_callers_only_cannot_play_a_silo() => await ClientRefuses(
        Stranger.Accept(_line.Server, _authority.Issue("jobvite-silo", server: false)), "extended key usage");

    [Fact]
    public async Task Who_connects_and_says_nothing_is_cut_off()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var server = new Side(_authority.Issue("jobvite-silo"), ClusterRole.Silo, time);
        var accepting = server.Accept(_line.Server, NotReached, ClusterRole.Silo);
        time.Advance(TlsMiddleware.HandshakeTime - TimeSpan.FromMilliseconds(1));
        Assert.False(accepting.IsCompleted);

        time.Advance(TimeSpan.FromMilliseconds(1));

        await Assert.ThrowsAsync<ConnectionAbortedException>(() => accepting.WaitAsync(Patience));
        Assert.Contains("silent for 10 s", Assert.Single(server.Log.At(LogLevel.Warning)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handshake_that_stops_in_the_middle_ends_with_its_connection()
    {
        var server = Silo();
        var accepting = server.Accept(_line.Server, NotReached, ClusterRole.Silo);
        // The head of a ClientHello that announces 512 bytes, and no more.
        await _line.Client.Transport.Output.WriteAsync(new byte[] { 22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3 });

        _line.Server.Abort();

        await Assert.ThrowsAsync<ConnectionAbortedException>(() => accepting.WaitAsync(Patience));
        Assert.Same(_line.ServerTransport, _line.Server.Transport);
    }

    [Fact]
    public async Task The_transport_is_given_back_to_its_owner_in_the_end()
    {
        await Talk(Silo(), Silo(), ClusterRole.Silo);

        Assert.Same(_line.ServerTransport, _line.Server.Transport);
        // This throws once somebody has completed it.
        _line.ServerTransport.Input.CancelPendingRead();
        Assert.True((await _line.ServerTransport.Input.ReadAsync()).IsCanceled);
    }

    [Fact]
    public async Task Bytes_that_were_never_flushed_do_not_hinder_the_end()
    {
        var ended = await Record.ExceptionAsync(() => Task.WhenAll(
            Silo().Accept(_line.Server, connection => Line.Hear(connection, 1), ClusterRole.Silo),
            Silo().Call(_line.Client, async connection =>
            {
                await Line.Say(connection, "x");
                connection.Transport.Output.GetSpan(1)[0] = 1;
                connection.Transport.Output.Advance(1);
                connection.Transport.Output.Complete();
            })).WaitAsync(Patience));

        Assert.Null(ended);
    }

    public void Dispose() => _authority.Dispose();

    private Side Silo() => new(_authority.Issue("jobvite-silo"), ClusterRole.Silo);

    private Side Front() => new(_authority.Issue("jobvite-front", server: false), ClusterRole.Front);

    private async Task<string> Talk(Side server, Side client, params ClusterRole[] peers)
    {
        var heard = "";
        await Task.WhenAll(
            server.Accept(_line.Server, async connection => heard = await Line.Hear(connection, 5), peers),
            client.Call(_line.Client, connection => Line.Say(connection, "hello"))).WaitAsync(Patience);
        return heard;
    }

    private async Task ServerRefuses(Task calling, string reason)
    {
        var server = Silo();
        await Refuses(server, server.Accept(_line.Server, NotReached, ClusterRole.Silo), _line.Server, calling, reason);
    }

    private async Task ClientRefuses(Task accepting, string reason)
    {
        var client = Front();
        await Refuses(client, client.Call(_line.Client, NotReached), _line.Client, accepting, reason);
    }

    private static async Task Refuses(Side side, Task work, ConnectionContext end, Task other, string reason)
    {
        var thrown = await Assert.ThrowsAsync<ConnectionAbortedException>(() => work.WaitAsync(Patience));
        Assert.Contains(reason, thrown.Message, StringComparison.Ordinal);
        Assert.Contains(reason, Assert.Single(side.Log.At(LogLevel.Warning)), StringComparison.Ordinal);
        // As Orleans does with a connection whose middleware has failed.
        await end.Transport.Output.CompleteAsync();
        await end.Transport.Input.CompleteAsync();
        await Record.ExceptionAsync(() => other.WaitAsync(Patience));
        Assert.True(other.IsCompleted);
    }

    private static Task NotReached(ConnectionContext connection)
    {
        Assert.Fail("The protocol was reached.");
        return Task.CompletedTask;
    }
}
