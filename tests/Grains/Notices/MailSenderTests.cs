using Jobvite.Grains.Notices;
using Microsoft.Extensions.Options;

namespace Jobvite.Grains.Tests.Notices;

public sealed class MailSenderTests : IAsyncLifetime
{
    private static readonly string[] Anna = ["anna@example.com"];

    private readonly MailServer _server = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_mail_is_plain_text_that_nothing_answers_by_itself()
    {
        var id = Guid.NewGuid();
        Assert.Equal(NoticeOutcome.Sent(null), await Send(new NoticeMessage(id, "Größe & <b>Wert</b>", "Zeile eins.\n.\nZeile drei äöü 😀"), ["anna@example.com", "ben@example.com"]));

        var mail = Assert.Single(_server.Mails);
        Assert.Equal(["anna@example.com", "ben@example.com"], mail.Recipients);
        Assert.Equal("Größe & <b>Wert</b>", mail.Subject);
        Assert.Equal(["Zeile eins.", ".", "Zeile drei äöü 😀"], mail.Body.TrimEnd().ReplaceLineEndings("\n").Split('\n'));
        Assert.Equal(($"{id:N}@example.com", "text/plain", "auto-generated"), (mail.Message.MessageId, mail.Message.Body!.ContentType.MimeType, mail.Message.Headers["Auto-Submitted"]));
        Assert.Equal("\"Jobvite sync\" <noreply@example.com>", mail.Message.From.ToString());
    }

    [Fact]
    public async Task Nothing_that_is_in_a_text_becomes_a_header()
    {
        var title = "Problem\r\nBcc: eve@example.com\r\n\r\n<html>";
        await Send(new NoticeMessage(Guid.NewGuid(), title, "Text."), Anna);
        await Send(new NoticeMessage(Guid.NewGuid(), NoticeMessage.OneLine(title, 150), "Text."), Anna);

        Assert.All(_server.Mails, mail =>
        {
            Assert.Equal(Anna, mail.Recipients);
            Assert.Empty(mail.Message.Bcc);
            Assert.Null(mail.Message.Headers["Bcc"]);
        });
        Assert.Equal("Problem Bcc: eve@example.com <html>", _server.Mails[1].Subject);
    }

    [Fact]
    public async Task An_address_that_is_refused_does_not_keep_the_others_from_it()
    {
        _server.Unknown.Add("gone@example.com");
        var outcome = await Send(Some, ["gone@example.com", "anna@example.com"]);

        Assert.Equal(NoticeOutcome.Sent("The mail server refused gone@example.com: No such mailbox"), outcome);
        Assert.Equal(Anna, Assert.Single(_server.Mails).Recipients);
    }

    [Fact]
    public async Task When_all_are_refused_it_is_not_sent()
    {
        _server.Unknown.Add("gone@example.com");
        Assert.Equal(NoticeOutcome.Failed("The mail server refused gone@example.com: No such mailbox"), await Send(Some, ["gone@example.com"]));
        Assert.Empty(_server.Mails);
    }

    [Fact]
    public async Task What_went_wrong_is_said_without_the_servers_name()
    {
        _server.IsDown = true;
        Assert.Equal("The mail server did not take it: Come back later", (await Send(Some, Anna)).Error);
        await _server.DisposeAsync();
        Assert.Equal("The mail server cannot be reached or broke off.", (await Send(Some, Anna)).Error);
        Assert.Equal("The mail server's name could not be resolved.", (await Send(Some, Anna, options => options.SmtpHost = "nowhere.invalid")).Error);
        Assert.Equal("E-mail is not available here: whoever runs this service has not set up a mail server.", (await Send(Some, Anna, options => options.SmtpHost = null)).Error);
    }

    [Fact]
    public async Task Nothing_is_sent_in_the_clear_when_TLS_is_asked_for()
    {
        Assert.Equal("The mail server does not offer the TLS that the settings ask for.", (await Send(Some, Anna, options => options.SmtpTls = SmtpTls.StartTls)).Error);
        Assert.Empty(_server.Mails);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var outcome = await Send(Some, Anna, options =>
        {
            options.SmtpPort = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
            options.Timeout = TimeSpan.FromSeconds(1);
        });
        Assert.Equal("The mail server did not answer in time.", outcome.Error);
    }

    private static NoticeMessage Some => new(Guid.NewGuid(), "Problem", "Text.");

    private Task<NoticeOutcome> Send(NoticeMessage message, IReadOnlyList<string> addresses, Action<NoticeOptions>? change = null)
    {
        var options = new NoticeOptions { SmtpHost = "127.0.0.1", SmtpPort = _server.Port, SmtpTls = SmtpTls.None, From = "Jobvite sync <noreply@example.com>" };
        change?.Invoke(options);
        return new MailSender(Options.Create(options), TimeProvider.System).Send(message, addresses, TestContext.Current.CancellationToken);
    }
}
