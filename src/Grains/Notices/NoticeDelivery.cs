using Jobvite.Grains.Interfaces;
using Jobvite.Storage;
using Microsoft.Extensions.Options;

namespace Jobvite.Grains.Notices;

/// <summary>
/// Sends what is due on one channel. Whoever takes a channel has it alone; a message is noted after it was sent, so a process that dies in between
/// sends it again with the same id when the claim has run out.
/// </summary>
internal sealed class NoticeDelivery(INoticeStore store, NoticeSender sender, IOptions<NoticeOptions> options, TimeProvider time)
{
    /// <summary>How long things take.</summary>
    public NoticeTimes Times { get; } = new() { Lasting = options.Value.After };

    /// <param name="target">Where to.</param>
    /// <param name="cancellationToken">No further message is begun; one that is under way is ended and noted.</param>
    public async Task Deliver(NoticeTarget target, CancellationToken cancellationToken)
    {
        if (await store.Take(target, Times, cancellationToken) is not { } work)
        {
            return;
        }

        var plan = NoticePlan.Of(work, options.Value.PerHour);
        if (plan.Untold.Count > 0 && !await store.NoteTold(work.Hold, new ToldNotices(plan.Untold, Message: null), CancellationToken.None))
        {
            return;
        }

        foreach (var notices in plan.Messages)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                break;
            }

            if (!await SendOne(work, notices))
            {
                return;
            }
        }

        await store.Release(work.Hold, plan.NextAt, CancellationToken.None);
    }

    /// <summary>Sends a message to each of the company's channels, whatever is due there.</summary>
    /// <returns>Null when the company had its tests of this hour.</returns>
    public async Task<NoticeOutcome?> Test(NoticeSettings settings, NoticeChannel channel, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var message = NoticeMessage.Test(settings.CompanyId, Guid.CreateVersion7(now), options.Value.PublicBaseUrl);
        var noted = new SentNotice(message.Id, channel, now, Incidents: 0, message.Title, "It is not known what came of it.");
        if (!await store.BeginTest(settings.CompanyId, noted, INoticesGrain.MostTestsAnHour, cancellationToken))
        {
            return null;
        }

        var outcome = await sender.Send(message, settings, channel, cancellationToken);
        await store.EndTest(settings.CompanyId, message.Id, outcome.Error, CancellationToken.None);
        return outcome;
    }

    /// <summary>False when nothing more is to be sent on the channel now.</summary>
    private async Task<bool> SendOne(NoticeWork work, IReadOnlyList<DueNotice> notices)
    {
        var (target, now) = (work.Hold.Target, time.GetUtcNow());
        var message = NoticeMessage.Of(target.CompanyId, notices, options.Value.PublicBaseUrl);
        var outcome = await sender.Send(message, work.Settings, target.Channel, CancellationToken.None);
        if (!outcome.IsSent)
        {
            await store.NoteFailed(work.Hold, outcome.Error!, now + NoticePlan.WaitAfter(work.Failures + 1), CancellationToken.None);
            return false;
        }

        return await store.NoteTold(work.Hold, new ToldNotices(notices, new SentNotice(message.Id, target.Channel, now, notices.Count, message.Title, outcome.Error)), CancellationToken.None);
    }
}
