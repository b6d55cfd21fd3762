using System.Collections.Immutable;
using Jobvite.Grains.Endpoints;
using Jobvite.Grains.Interfaces;
using MimeKit;

namespace Jobvite.Grains.Notices;

/// <summary>What a company's settings of notices must be. Each message follows the name of its field. Pure.</summary>
internal static class NoticeRules
{
    private const int MostAddress = 254;
    private const NoticeKinds All = NoticeKinds.Connection | NoticeKinds.Syncs | NoticeKinds.Webhooks | NoticeKinds.Endpoints | NoticeKinds.Budget;

    private static readonly ParserOptions Strict = new()
    {
        AddressParserComplianceMode = RfcComplianceMode.Strict,
        AllowAddressesWithoutDomain = false,
        AllowUnquotedCommasInAddresses = false,
    };

    /// <summary>Field → what is wrong; empty when all is well.</summary>
    public static ImmutableDictionary<string, string> Check(NoticesChange change, NoticeOptions options, EndpointOptions endpoints)
    {
        var errors = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (OfEmails(change.Emails, options) is { } email)
        {
            errors["emails"] = email;
        }

        if (change.Webhook is { Length: > 0 } url && (options.AllowWebhooks ? EndpointRules.OfUrl(url, endpoints) : "are not allowed here.") is { } webhook)
        {
            errors["webhook"] = webhook;
        }

        if ((change.Kinds & ~All) != 0 || (change.Kinds == NoticeKinds.None && (!change.Emails.IsEmpty || change.Webhook is { Length: > 0 })))
        {
            errors["kinds"] = "must be one or more. To be told of nothing, leave out the addresses.";
        }

        return errors.ToImmutable();
    }

    /// <summary>Each address once, whatever its capitals.</summary>
    public static ImmutableArray<string> Distinct(ImmutableArray<string> emails) => [.. emails.Distinct(StringComparer.OrdinalIgnoreCase)];

    private static string? OfEmails(ImmutableArray<string> emails, NoticeOptions options)
    {
        if (emails.IsEmpty)
        {
            return null;
        }

        if (!options.HasEmail)
        {
            return "cannot be used: whoever runs this service has not set up a mail server.";
        }

        if (Distinct(emails).Length > INoticesGrain.MostEmails)
        {
            return $"must be at most {INoticesGrain.MostEmails}. Use a distribution list for more people.";
        }

        return emails.FirstOrDefault(email => !IsAddress(email)) is { } wrong
            ? $"must be addresses such as anna@example.com, one in each line. '{NoticeMessage.OneLine(wrong, 50)}' is none."
            : null;
    }

    /// <summary>An address and nothing else: no name, no comment, no second line. Its domain is one of the internet, so that mail does not end on the mail server itself.</summary>
    private static bool IsAddress(string text) =>
        text.Length <= MostAddress
        && text.All(c => c is > ' ' and < '\u007f')
        && MailboxAddress.TryParse(Strict, text, out var mailbox)
        && mailbox.GetAddress(idnEncode: true) == text
        && string.IsNullOrEmpty(mailbox.Name)
        && mailbox.Route.Count == 0
        && mailbox.Domain.Contains('.', StringComparison.Ordinal)
        && Uri.CheckHostName(mailbox.Domain) == UriHostNameType.Dns;
}
