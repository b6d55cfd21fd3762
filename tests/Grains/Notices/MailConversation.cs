using System.Net.Security;
using System.Text;
using MimeKit;

namespace Jobvite.Grains.Tests.Notices;

/// <summary>What a mail server says to one client.</summary>
internal sealed class MailConversation(MailServer server, Stream connection) : IAsyncDisposable
{
    private readonly List<string> _recipients = [];
    private Stream _stream = connection;
    private StreamReader _reader = new(connection, Encoding.UTF8, leaveOpen: true);
    private string? _signedIn;

    private bool IsEncrypted => _stream is SslStream;

    public async ValueTask DisposeAsync()
    {
        _reader.Dispose();
        await _stream.DisposeAsync();
    }

    public async Task Talk()
    {
        await server.Pass(MailMoment.Greeting);
        if (server.BeginsWithTls)
        {
            await Encrypt();
        }

        await Say(server.IsDown ? "421 Come back later" : "220 mail.example.com ESMTP");
        while (!server.IsDown && await Hear() is { } line && await Answer(line, line.Split(' ')[0].ToUpperInvariant()))
        {
        }
    }

    /// <summary>False: the conversation is over.</summary>
    private async Task<bool> Answer(string line, string verb)
    {
        switch (verb)
        {
            case "EHLO":
                string[] offers =
                [
                    "mail.example.com",
                    .. server.OffersStartTls && !IsEncrypted ? ["STARTTLS"] : Array.Empty<string>(),
                    .. server.Account is not null && server.SignIn.Length > 0 ? [$"AUTH {server.SignIn}"] : Array.Empty<string>(),
                ];
                await Say(string.Join("\r\n", offers.Select((offer, i) => $"250{(i < offers.Length - 1 ? '-' : ' ')}{offer}")));
                return true;
            case "STARTTLS" when server.OffersStartTls && !IsEncrypted:
                await Say($"220 Go on{(server.Slipped.Length > 0 ? $"\r\n{server.Slipped}" : "")}");
                await Encrypt();
                return true;
            case "AUTH" when server.Account is { } account:
                await SignIn(line.Split(' '), account);
                return true;
            case "MAIL" when server.Account is not null && _signedIn is null:
                await Say("530 Sign in first");
                return true;
            case "RCPT":
                await AddRecipient(line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)]);
                return true;
            case "DATA":
                return await Take();
            case "QUIT":
                await server.Pass(MailMoment.Goodbye);
                await Say("221 Bye");
                return false;
            default:
                await Say(verb is "HELO" or "MAIL" or "RSET" or "NOOP" ? "250 OK" : "502 What?");
                return true;
        }
    }

    private async Task Encrypt()
    {
        await server.Pass(MailMoment.Tls);
        var encrypted = new SslStream(_stream);
        _stream = encrypted;
        await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = server.Certificate }, server.Stopping);
        _reader.Dispose();
        _reader = new StreamReader(encrypted, Encoding.UTF8, leaveOpen: true);
    }

    private async Task SignIn(string[] words, MailAccount account)
    {
        var shown = words switch
        {
            ["AUTH", "PLAIN", var first] => Plain(first),
            ["AUTH", "PLAIN"] => Plain(await Ask("")),
            ["AUTH", "LOGIN", var user] => (Text(user), Text(await Ask("UGFzc3dvcmQ6"))),
            ["AUTH", "LOGIN"] => (Text(await Ask("VXNlcm5hbWU6")), Text(await Ask("UGFzc3dvcmQ6"))),
            _ => ("", ""),
        };
        await server.Pass(MailMoment.SignIn);
        var isRight = shown == (account.User, account.Password);
        _signedIn = isRight ? words[1] : null;

        // Some servers say more than they should.
        await Say(isRight ? "235 Welcome" : $"535 {shown.Item1} with the password {shown.Item2} is nobody here");
    }

    private async Task<string> Ask(string question)
    {
        await Say($"334 {question}");
        return await Hear() ?? "";
    }

    private async Task AddRecipient(string address)
    {
        var isKnown = !server.Unknown.Contains(address);
        if (isKnown)
        {
            _recipients.Add(address);
        }

        await Say(isKnown ? "250 OK" : "550 No such mailbox");
    }

    private async Task<bool> Take()
    {
        if (_recipients.Count == 0)
        {
            await Say("554 No valid recipients");
            return true;
        }

        await server.Pass(MailMoment.Data);
        await Say("354 Go on");
        var text = new StringBuilder();
        while (await Hear() is { } line && line != ".")
        {
            text.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        }

        server.Take(new TakenMail([.. _recipients], text.ToString(), MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()))))
        {
            IsEncrypted = IsEncrypted,
            SignedIn = _signedIn,
        });
        _recipients.Clear();
        if (server.Drops)
        {
            return false;
        }

        await server.Pass(MailMoment.Taken);
        await Say("250 Taken");
        return true;
    }

    private async Task<string?> Hear()
    {
        var line = await _reader.ReadLineAsync(server.Stopping);
        if (line is not null && !IsEncrypted)
        {
            server.HeardInTheClear(line);
        }

        return line;
    }

    private async Task Say(string line) => await _stream.WriteAsync(Encoding.UTF8.GetBytes($"{line}\r\n"), server.Stopping);

    private static (string User, string Password) Plain(string shown) => Text(shown).Split('\0') is [_, var user, var password] ? (user, password) : ("", "");

    private static string Text(string shown) => Encoding.UTF8.GetString(Convert.FromBase64String(shown));
}
