using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Jobvite.Grains.Tests.Notices;

/// <summary>A mail server on this machine that speaks as much SMTP as is needed, and keeps what it takes.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<TakenMail> _mails = new();
    private readonly Task _accepting;
    private int _connections;

    public MailServer()
    {
        _listener.Start();
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>All mails in the order of their arrival.</summary>
    public IReadOnlyList<TakenMail> Mails => [.. _mails];

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Says 421 and hangs up.</summary>
    public bool IsDown { get; set; }

    /// <summary>Breaks off when a mail is complete, before it says that it has it.</summary>
    public bool Drops { get; set; }

    /// <summary>Recipients that it does not take.</summary>
    public HashSet<string> Unknown { get; } = new(StringComparer.OrdinalIgnoreCase);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
            await Talk(client.GetStream());
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException)
        {
            // The client went away, or the test is over.
        }
    }

    private async Task Talk(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        await Say(stream, IsDown ? "421 Come back later" : "220 mail.example.com ESMTP");
        List<string> recipients = [];
        while (!IsDown && await reader.ReadLineAsync(_stopping.Token) is { } line)
        {
            var verb = line.Split(' ')[0].ToUpperInvariant();
            if (verb == "RCPT")
            {
                var address = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
                recipients.AddRange(Unknown.Contains(address) ? [] : [address]);
                await Say(stream, Unknown.Contains(address) ? "550 No such mailbox" : "250 OK");
            }
            else if (verb == "DATA" && recipients.Count == 0)
            {
                await Say(stream, "554 No valid recipients");
            }
            else if (verb == "DATA")
            {
                await Say(stream, "354 Go on");
                var text = await Read(reader);
                _mails.Enqueue(new TakenMail([.. recipients], text, MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(text)))));
                recipients.Clear();
                if (Drops)
                {
                    return;
                }

                await Say(stream, "250 Taken");
            }
            else if (verb == "QUIT")
            {
                await Say(stream, "221 Bye");
                return;
            }
            else
            {
                await Say(stream, verb is "EHLO" or "HELO" or "MAIL" or "RSET" or "NOOP" ? "250 OK" : "502 What?");
            }
        }
    }

    private async Task<string> Read(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(_stopping.Token) is { } line && line != ".")
        {
            text.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        }

        return text.ToString();
    }

    private async Task Say(NetworkStream stream, string line) => await stream.WriteAsync(Encoding.UTF8.GetBytes($"{line}\r\n"), _stopping.Token);
}

/// <summary>A mail.</summary>
/// <param name="Recipients">To whom it was given.</param>
/// <param name="Text">As it came.</param>
/// <param name="Message">As it is read.</param>
internal sealed record TakenMail(IReadOnlyList<string> Recipients, string Text, MimeMessage Message)
{
    public string Subject => Message.Subject ?? "";

    public string Body => Message.TextBody ?? "";
}
