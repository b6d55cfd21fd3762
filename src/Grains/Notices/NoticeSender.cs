using System.Security.Cryptography;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Secrets;
using Jobvite.Storage;

namespace Jobvite.Grains.Notices;

/// <summary>Sends a message on one of a company's channels, and counts what came of it.</summary>
internal sealed class NoticeSender(MailSender mail, SlackSender slack, SecretProtector protector, GrainsInstruments instruments)
{
    /// <summary>Never throws but when it is cancelled.</summary>
    public async Task<NoticeOutcome> Send(NoticeMessage message, NoticeSettings settings, NoticeChannel channel, CancellationToken cancellationToken)
    {
        var outcome = channel == NoticeChannel.Email
            ? await mail.Send(message, settings.Emails, cancellationToken)
            : await Post(message, settings, cancellationToken);
        instruments.NoticeSent(channel, outcome.IsSent);
        return outcome;
    }

    public string Protect(string companyId, string url) => protector.Protect(companyId, SecretField.NoticeWebhook, url);

    private async Task<NoticeOutcome> Post(NoticeMessage message, NoticeSettings settings, CancellationToken cancellationToken)
    {
        Uri url;
        try
        {
            url = new Uri(protector.Unprotect(settings.CompanyId, SecretField.NoticeWebhook, settings.Webhook!));
        }
        catch (CryptographicException)
        {
            return NoticeOutcome.Failed("The stored webhook address cannot be read with the keys at hand. Enter it again.");
        }

        return await slack.Send(message, url, cancellationToken);
    }
}
