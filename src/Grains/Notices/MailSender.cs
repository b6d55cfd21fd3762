using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Jobvite.Grains.Notices;

/// <summary>Sends messages as plain text through the mail server of the settings, and connects to nothing else.</summary>
internal sealed class MailSender(IOptions<NoticeOptions> options, TimeProvider time)
{
    private const int MostSaid = 200;
    private const string Late = "The mail server did not answer in time.";

    /// <summary>Whether a server may be talked to. It is as the machine sees it; no setting changes that, and only tests have authorities of their own.</summary>
    internal RemoteCertificateValidationCallback Trust { get; init; } = static (_, _, _, errors) => errors is SslPolicyErrors.None;

    /// <summary>Never throws but when it is cancelled: what went wrong is in the result.</summary>
    public async Task<NoticeOutcome> Send(NoticeMessage message, IReadOnlyList<string> addresses, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        if (!settings.HasEmail)
        {
            return NoticeOutcome.Failed("E-mail is not available here: whoever runs this service has not set up a mail server.");
        }

        using var over = new CancellationTokenSource(settings.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        using var client = new ForgivingClient(Trust)
        {
            // To ask whether a certificate was revoked is to connect to somebody else.
            CheckCertificateRevocation = false,
            Timeout = (int)settings.Timeout.TotalMilliseconds,
        };
        try
        {
            await client.ConnectAsync(settings.SmtpHost!, settings.SmtpPort, settings.Security, either.Token);
            if (!string.IsNullOrWhiteSpace(settings.SmtpUser))
            {
                await client.AuthenticateAsync(settings.SmtpUser, settings.SmtpPassword!, either.Token);
            }

            using var mail = MailOf(message, MailboxAddress.Parse(settings.From!), addresses);
            await client.SendAsync(mail, either.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return NoticeOutcome.Failed(over.IsCancellationRequested ? Late : Say(exception, client));
        }

        await Leave(client, either.Token);
        return client.Refused is [var (address, said), ..] ? NoticeOutcome.Sent($"The mail server refused {address}: {said}") : NoticeOutcome.Sent(null);
    }

    internal static MimeMessage MailOf(NoticeMessage message, MailboxAddress from, IReadOnlyList<string> addresses)
    {
        var mail = new MimeMessage
        {
            Subject = message.Title,
            Body = new TextPart("plain") { Text = message.Text },
            MessageId = $"{message.Id:N}@{from.Domain}",
        };
        mail.From.Add(from);
        mail.To.AddRange(addresses.Select(MailboxAddress.Parse));

        // RFC 3834: nobody's absence is answered, and nothing answers it by itself.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }

    /// <summary>The message is taken; what comes of saying goodbye does not matter.</summary>
    private static async Task Leave(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception)
        {
            // As above.
        }
    }

    /// <summary>Says in a sentence what happened, without the server's name, which is the operator's business.</summary>
    private static string Say(Exception exception, ForgivingClient client) => exception switch
    {
        AuthenticationException => "The mail server refused the user name or the password. Check Jobvite__Notices__SmtpUser and JOBVITE_SMTP_PASSWORD.",
        SslHandshakeException => client.Mistrust ?? "No TLS could be agreed on with the mail server. Port 465 mostly needs Jobvite__Notices__SmtpTls=Tls, port 587 StartTls.",
        NotSupportedException when client.IsSecure => "The mail server offers no way to sign in with a user name and a password. Use another port, or set no Jobvite__Notices__SmtpUser.",
        NotSupportedException => "The mail server does not offer the TLS that the settings ask for.",
        SmtpCommandException when client.Refused is [var (address, said), ..] => $"The mail server refused {address}: {said}",
        SmtpCommandException { ErrorCode: SmtpErrorCode.SenderNotAccepted } refused => $"The mail server refused the sender: {Short(refused.Message)}",
        SmtpCommandException refused => $"The mail server did not take it: {Short(refused.Message)}",
        ServiceNotAuthenticatedException => "The mail server asks for a user name and a password.",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => "The mail server's name could not be resolved.",
        TimeoutException => Late,
        SocketException or IOException or ProtocolException => "The mail server cannot be reached or broke off.",
        _ => "The message could not be sent.",
    };

    private static string Short(string text) => NoticeMessage.OneLine(text, MostSaid);

    /// <summary>One address that is refused does not keep the message from the others.</summary>
    private sealed class ForgivingClient : SmtpClient
    {
        public ForgivingClient(RemoteCertificateValidationCallback trust) => ServerCertificateValidationCallback = (sender, certificate, chain, errors) =>
        {
            var isTrusted = trust(sender, certificate, chain, errors);
            Mistrust = isTrusted ? null : Describe(chain, errors);
            return isTrusted;
        };

        public List<(string Address, string Said)> Refused { get; } = [];

        /// <summary>What is wrong with the server's certificate, and what to do; null when it is trusted or there was none.</summary>
        public string? Mistrust { get; private set; }

        private static string Describe(X509Chain? chain, SslPolicyErrors errors) =>
            errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? "The mail server's certificate is for another name. Set Jobvite__Notices__SmtpHost to the name that it is for."
            : chain?.ChainStatus.Any(one => one.Status is X509ChainStatusFlags.NotTimeValid) is true ? "The mail server's certificate has expired or is not valid yet. Renew it at the mail server."
            : "The mail server's certificate is not trusted here. Install its authority's certificate where the silos run, or name a file with it in SSL_CERT_FILE.";

        protected override void OnRecipientNotAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
            Refused.Add((mailbox.Address, Short(response.Response)));

        protected override void OnNoRecipientsAccepted(MimeMessage message) =>
            throw new SmtpCommandException(SmtpErrorCode.RecipientNotAccepted, SmtpStatusCode.MailboxUnavailable, "No recipient was accepted.");
    }
}

/// <summary>What came of a message.</summary>
/// <param name="IsSent">Somebody has it now.</param>
/// <param name="Error">What was wrong, in a sentence; beside a message that was sent, for whom it was not.</param>
internal sealed record NoticeOutcome(bool IsSent, string? Error)
{
    public static NoticeOutcome Sent(string? error) => new(true, error);

    public static NoticeOutcome Failed(string error) => new(false, error);
}
