using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MimeKit;

namespace Jobvite.Grains.Tests.Notices;

/// <summary>A mail server on this machine that speaks as much SMTP as is needed, and keeps what it takes.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<TakenMail> _mails = new();
    private readonly ConcurrentQueue<string> _clear = new();
    private readonly Task _accepting;
    private int _connections;
    private int _hanging;

    public MailServer()
    {
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>All mails in the order of their arrival.</summary>
    public IReadOnlyList<TakenMail> Mails => [.. _mails];

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Connections that it keeps waiting.</summary>
    public int Hanging => Volatile.Read(ref _hanging);

    /// <summary>Lines that came without TLS.</summary>
    public IReadOnlyList<string> Clear => [.. _clear];

    /// <summary>Offers TLS after the greeting.</summary>
    public bool OffersStartTls { get; init; }

    /// <summary>Speaks TLS from the first byte.</summary>
    public bool BeginsWithTls { get; init; }

    /// <summary>For TLS.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>Whoever sends mail must show it; null: nobody is asked.</summary>
    public MailAccount? Account { get; init; }

    /// <summary>The ways to sign in that it offers; empty: none.</summary>
    public string SignIn { get; set; } = "PLAIN LOGIN";

    /// <summary>Says this, in the clear, together with the line that TLS may begin.</summary>
    public string Slipped { get; set; } = "";

    /// <summary>Says 421 and hangs up.</summary>
    public bool IsDown { get; set; }

    /// <summary>Breaks off when a mail is complete, before it says that it has it.</summary>
    public bool Drops { get; set; }

    /// <summary>From here on it says nothing more and keeps the connection.</summary>
    public MailMoment? HangsAt { get; set; }

    /// <summary>Recipients that it does not take.</summary>
    public HashSet<string> Unknown { get; } = new(StringComparer.OrdinalIgnoreCase);

    public CancellationToken Stopping => _stopping.Token;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void HeardInTheClear(string line) => _clear.Enqueue(line);

    public void Take(TakenMail mail) => _mails.Enqueue(mail);

    /// <summary>Waits for the end of the test when it is to hang at this moment.</summary>
    public async Task Pass(MailMoment moment)
    {
        if (HangsAt == moment)
        {
            Interlocked.Increment(ref _hanging);
            await Task.Delay(Timeout.Infinite, _stopping.Token);
        }
    }

    private async Task Accept()
    {
        while (true)
        {
            var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
            Interlocked.Increment(ref _connections);
            _ = Serve(client);
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var _ = client;
        try
        {
            await using var conversation = new MailConversation(this, client.GetStream());
            await conversation.Talk();
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException or System.Security.Authentication.AuthenticationException)
        {
            // The client went away or does not trust this server, or the test is over.
        }
    }
}

/// <summary>Whose mail a server takes.</summary>
internal sealed record MailAccount(string User, string Password);

/// <summary>Moments of a conversation.</summary>
internal enum MailMoment
{
    Greeting,

    /// <summary>The client has begun TLS.</summary>
    Tls,

    /// <summary>The client has shown its password.</summary>
    SignIn,

    /// <summary>The client may send the mail.</summary>
    Data,

    /// <summary>The server has the mail and has not said so.</summary>
    Taken,

    Goodbye,
}

/// <summary>A mail.</summary>
/// <param name="Recipients">To whom it was given.</param>
/// <param name="Text">As it came.</param>
/// <param name="Message">As it is read.</param>
internal sealed record TakenMail(IReadOnlyList<string> Recipients, string Text, MimeMessage Message)
{
    /// <summary>It came through TLS.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>How its sender had signed in; null: not.</summary>
    public string? SignedIn { get; init; }

    public string Subject => Message.Subject ?? "";

    public string Body => Message.TextBody ?? "";
}
