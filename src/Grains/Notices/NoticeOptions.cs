using System.ComponentModel.DataAnnotations;
using MailKit.Security;
using MimeKit;

namespace Jobvite.Grains.Notices;

/// <summary>How the connection to the mail server is secured.</summary>
internal enum SmtpTls
{
    /// <summary>Begins in the clear and changes to TLS, as on port 587; nothing is sent without.</summary>
    StartTls,

    /// <summary>TLS from the first byte, as on port 465.</summary>
    Tls,

    /// <summary>No TLS. For a relay on this machine or in a network of one's own.</summary>
    None,
}

/// <summary>What whoever runs the service sets for notices of incidents.</summary>
internal sealed class NoticeOptions : IValidatableObject
{
    public const string Section = "Jobvite:Notices";

    /// <summary>Of the mail server; null: no e-mail is sent.</summary>
    public string? SmtpHost { get; set; }

    [Range(1, 65535, ErrorMessage = "Set Jobvite__Notices__SmtpPort to a whole number from 1 to 65535 (default 587).")]
    public int SmtpPort { get; set; } = 587;

    [EnumDataType(typeof(SmtpTls), ErrorMessage = "Set Jobvite__Notices__SmtpTls to StartTls, Tls or None (default StartTls).")]
    public SmtpTls SmtpTls { get; set; } = SmtpTls.StartTls;

    /// <summary>Null: the server asks for none.</summary>
    public string? SmtpUser { get; set; }

    /// <summary>Of the variable JOBVITE_SMTP_PASSWORD or its file; not of the section.</summary>
    internal string? SmtpPassword { get; set; }

    /// <summary>The sender's address, with or without a name.</summary>
    public string? From { get; set; }

    /// <summary>Whether companies may name addresses that take what Slack's webhooks take.</summary>
    public bool AllowWebhooks { get; set; } = true;

    /// <summary>An incident lasts so long before anybody is told, and is over for so long before its end is told.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ErrorMessage = "Set Jobvite__Notices__After to a time from 00:00:00 to 1.00:00:00 (default 00:05:00).")]
    public TimeSpan After { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Messages in any 60 minutes, for each company and channel.</summary>
    [Range(1, 1000, ErrorMessage = "Set Jobvite__Notices__PerHour to a whole number from 1 to 1000 (default 10).")]
    public int PerHour { get; set; } = 10;

    /// <summary>Where the console is; null: messages have no links.</summary>
    internal string? PublicBaseUrl { get; set; }

    /// <summary>How often a silo looks whether something is due.</summary>
    internal TimeSpan Look { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one message may take.</summary>
    internal TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    public bool HasEmail => !string.IsNullOrWhiteSpace(SmtpHost);

    internal SecureSocketOptions Security => SmtpTls switch
    {
        SmtpTls.StartTls => SecureSocketOptions.StartTls,
        SmtpTls.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.None,
    };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!HasEmail)
        {
            yield break;
        }

        if (Uri.CheckHostName(SmtpHost) == UriHostNameType.Unknown)
        {
            yield return new("Set Jobvite__Notices__SmtpHost to the name of a mail server, such as smtp.example.com, without a port.", [nameof(SmtpHost)]);
        }

        if (From is null || !MailboxAddress.TryParse(From, out var from) || !from.Address.Contains('@', StringComparison.Ordinal))
        {
            yield return new("Set Jobvite__Notices__From to the sender of notices, such as Jobvite sync <noreply@example.com>. Jobvite__Notices__SmtpHost needs it.", [nameof(From)]);
        }

        if (string.IsNullOrWhiteSpace(SmtpUser) != string.IsNullOrEmpty(SmtpPassword))
        {
            yield return new("Set both Jobvite__Notices__SmtpUser and JOBVITE_SMTP_PASSWORD (or JOBVITE_SMTP_PASSWORD_FILE), or neither.", [nameof(SmtpUser)]);
        }

        if (!string.IsNullOrWhiteSpace(SmtpUser) && SmtpTls is SmtpTls.None)
        {
            yield return new("Set Jobvite__Notices__SmtpTls to StartTls or Tls. The password of Jobvite__Notices__SmtpUser is not sent without TLS.", [nameof(SmtpTls)]);
        }
    }
}
