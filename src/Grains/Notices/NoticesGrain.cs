using System.Collections.Immutable;
using System.Globalization;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Endpoints;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tenants;
using Jobvite.Storage;
using Microsoft.Extensions.Options;

namespace Jobvite.Grains.Notices;

/// <inheritdoc cref="INoticesGrain"/>
internal sealed class NoticesGrain(
    INoticeStore store, NoticeDelivery delivery, NoticeSender sender, AuditTrail audit, IOptions<NoticeOptions> options, IOptions<EndpointOptions> endpoints) : Grain, INoticesGrain
{
    private const int MostShown = 20;

    /// <summary>Of a company that never saved any: what works again by itself is left out.</summary>
    private const NoticeKinds Default = NoticeKinds.Connection | NoticeKinds.Syncs | NoticeKinds.Webhooks | NoticeKinds.Endpoints;

    private string CompanyId => CompanyKey.CompanyIdOf(this.GetPrimaryKeyString());

    public async Task<NoticesView?> Get(Caller caller, CancellationToken cancellationToken = default)
    {
        if (!await Owns(caller))
        {
            return null;
        }

        var settings = await store.Find(CompanyId, cancellationToken) ?? new NoticeSettings { CompanyId = CompanyId, Kinds = Default };
        var standings = await store.ReadStandings(CompanyId, MostShown, cancellationToken);
        return new NoticesView
        {
            Version = settings.Version,
            Emails = [.. settings.Emails],
            WebhookHost = settings.WebhookHost,
            Kinds = settings.Kinds,
            SevereOnly = settings.SevereOnly,
            HasEmail = options.Value.HasEmail,
            AllowsWebhook = options.Value.AllowWebhooks,
            After = options.Value.After,
            PerHour = options.Value.PerHour,
            Channels = [.. standings.Channels.Select(one => new NoticeChannelState(one.Channel, one.Failures, one.LastAt, one.Error, one.NextAt))],
            Messages = [.. standings.Messages.Select(one => new NoticeSent(one.Channel, one.At, one.Title, one.Incidents == 0, one.Error))],
        };
    }

    public async Task<NoticesResult> Save(NoticesChange change, Caller caller, CancellationToken cancellationToken = default)
    {
        if (!await Owns(caller))
        {
            return Result(NoticesOutcome.NotFound);
        }

        if (NoticeRules.Check(change, options.Value, endpoints.Value) is { IsEmpty: false } errors)
        {
            return new(NoticesOutcome.Invalid, errors);
        }

        var before = await store.Find(CompanyId, cancellationToken) ?? new NoticeSettings { CompanyId = CompanyId };
        var after = new NoticeSettings
        {
            CompanyId = CompanyId,
            Version = change.Version,
            Emails = NoticeRules.Distinct(change.Emails),
            Webhook = change.Webhook is null ? before.Webhook : change.Webhook.Length > 0 ? sender.Protect(CompanyId, change.Webhook) : null,
            WebhookHost = change.Webhook is null ? before.WebhookHost : change.Webhook.Length > 0 ? new Uri(change.Webhook).Host : null,
            Kinds = change.Kinds,
            SevereOnly = change.SevereOnly,
        };
        if (!await store.Save(after, cancellationToken))
        {
            return Result(NoticesOutcome.Changed);
        }

        await audit.Write(CompanyId, AuditActions.UpdateNotices, caller, Difference(before, after));
        return Result(NoticesOutcome.Saved);
    }

    public async Task<ImmutableArray<NoticeTest>?> Test(Caller caller, CancellationToken cancellationToken = default)
    {
        if (!await Owns(caller))
        {
            return null;
        }

        if (await store.Find(CompanyId, cancellationToken) is not { } settings)
        {
            return [];
        }

        await audit.Write(CompanyId, AuditActions.TestNotices, caller, details: null);
        return [.. await Task.WhenAll(Enum.GetValues<NoticeChannel>().Where(settings.Uses).Select(async channel => await delivery.Test(settings, channel, cancellationToken) is { } outcome
            ? new NoticeTest(channel, outcome.IsSent, outcome.Error)
            : new NoticeTest(channel, IsSent: false, $"Nothing was sent: a company has {INoticesGrain.MostTestsAnHour} test notices an hour. Try again later.")))];
    }

    private async Task<bool> Owns(Caller caller) => await GrainFactory.GetGrain<ICompanyGrain>(this.GetPrimaryKeyString()).IsOwnedBy(caller.TenantId);

    private static NoticesResult Result(NoticesOutcome outcome) => new(outcome, ImmutableDictionary<string, string>.Empty);

    /// <summary>What changed, without addresses: the audit trail is kept for long.</summary>
    private static string Difference(NoticeSettings before, NoticeSettings after)
    {
        string[] lines =
        [
            .. before.Emails.SequenceEqual(after.Emails) ? Array.Empty<string>() : [string.Create(CultureInfo.InvariantCulture, $"e-mail addresses: {before.Emails.Count} → {after.Emails.Count}")],
            .. before.Webhook == after.Webhook ? Array.Empty<string>() : [$"webhook: {before.WebhookHost ?? "none"} → {after.WebhookHost ?? "none"}"],
            .. before.Kinds == after.Kinds ? Array.Empty<string>() : [$"kinds: {before.Kinds} → {after.Kinds}"],
            .. before.SevereOnly == after.SevereOnly ? Array.Empty<string>() : [$"only what needs somebody: {(before.SevereOnly ? "yes" : "no")} → {(after.SevereOnly ? "yes" : "no")}"],
        ];
        return lines.Length > 0 ? string.Join('\n', lines) : "nothing was changed";
    }
}
