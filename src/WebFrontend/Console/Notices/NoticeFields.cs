using System.Collections.Immutable;
using System.Globalization;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Connect;
using Jobvite.WebFrontend.Console.Layout;

namespace Jobvite.WebFrontend.Console.Notices;

/// <summary>The fields of the form that says who is told of incidents. The silo checks what they mean.</summary>
internal sealed class NoticeFields(Visit visit, NoticesView stored)
{
    public const string FormName = "notices";
    public const string Version = "seen.version";

    /// <summary>Each kind with what it is about.</summary>
    public static readonly (NoticeKinds Kind, string Label, string About)[] Kinds =
    [
        (NoticeKinds.Connection, "Connection to Jobvite", "Jobvite refuses the credentials or does not answer, or the settings cannot be used"),
        (NoticeKinds.Syncs, "Syncs", "a sync failed or did not start, or deletions wait for approval"),
        (NoticeKinds.Webhooks, "Webhooks from Jobvite", "they are refused, wait too long or failed permanently"),
        (NoticeKinds.Endpoints, "Your endpoints", "an endpoint takes no changes or was disabled"),
        (NoticeKinds.Budget, "Request limit", "the requests that Jobvite allows are used up; work goes on by itself"),
    ];

    private bool IsPosted => visit.Posted("_handler") == FormName;

    /// <summary>One address a line.</summary>
    public string Emails => (IsPosted ? visit.Posted("emails") : null) ?? string.Join('\n', stored.Emails);

    public bool SevereOnly => IsPosted ? visit.Posted("severeOnly") is not null : stored.SevereOnly;

    public bool IsChosen(NoticeKinds kind) => (IsPosted ? Chosen : stored.Kinds).HasFlag(kind);

    public NoticesChange Read() => new()
    {
        // A form that does not say what was seen saves over nothing.
        Version = int.TryParse(visit.Posted(Version), NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : SettingsSeen.Nothing,
        Emails = stored.HasEmail ? [.. Emails.Split(['\n', '\r', ',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] : [],
        Webhook = Webhook(),
        Kinds = Chosen,
        SevereOnly = SevereOnly,
    };

    private NoticeKinds Chosen => Kinds.Where(one => visit.Posted("kinds")?.Split(',').Contains(one.Kind.ToString(), StringComparer.Ordinal) is true).Aggregate(NoticeKinds.None, (all, one) => all | one.Kind);

    private string? Webhook()
    {
        var typed = visit.Posted("webhook")?.Trim() is { Length: > 0 } text ? text : null;
        return visit.Posted("webhook.choice") is null ? typed : visit.Choice("webhook.choice", ConnectFields.Keep, ConnectFields.Replace, ConnectFields.Clear) switch
        {
            ConnectFields.Keep => null,
            ConnectFields.Clear => "",
            _ => typed,
        };
    }
}
