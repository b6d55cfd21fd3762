using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Sync;

namespace Jobvite.Grains.Tenants;

internal sealed partial class TenantGrain
{
    /// <summary>A tick says only "look what is due": it may come late, twice, or not at all.</summary>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (!_written.Connected)
        {
            await Unschedule();
            return;
        }

        await listing.Show(CompanyId, _written);
        var interval = TimeSpan.FromMinutes(_written.Settings.IntervalMinutes);
        var history = await runs.GetHistory(CompanyId, CancellationToken.None);
        foreach (var kind in Enum.GetValues<SyncKind>())
        {
            if (ScheduleRule.IsDue(history.FirstOrDefault(h => h.Kind == kind), interval, time.GetUtcNow()))
            {
                await StartDue(kind);
            }
        }
    }

    private async Task StartDue(SyncKind kind)
    {
        try
        {
            var started = await Start(kind, new SyncRequest(), RunTrigger.Schedule, CancellationToken.None);
            LogTick(kind, started.Outcome);
        }
        catch (Exception exception)
        {
            // One kind in trouble must not keep the others from their turn; the next tick tries it again.
            LogTickFailed(exception, kind);
        }
    }

    private async Task Schedule(CompanyState company)
    {
        var interval = TimeSpan.FromMinutes(company.Settings.IntervalMinutes);
        var now = time.GetUtcNow();
        await this.RegisterOrUpdateReminder(SyncReminder, ScheduleRule.NextTick(CompanyId, interval, now) - now, interval);
    }

    private async Task Unschedule()
    {
        if (await this.GetReminder(SyncReminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }
}
