using Jobvite.Grains.Runs;

namespace Jobvite.Grains.Tenants;

/// <summary>The one reminder of a company's tenant grain. It ticks for the schedule or, while data are being deleted, for the deletion.</summary>
internal sealed class CompanyReminder(TimeProvider time)
{
    private const string Name = "sync";

    /// <summary>Reminders cannot come more often.</summary>
    private static readonly TimeSpan DuringDeletion = TimeSpan.FromMinutes(1);

    public static TimeSpan Interval(CompanyState company) => TimeSpan.FromMinutes(company.Settings.IntervalMinutes);

    /// <summary>Ticks with the company's schedule.</summary>
    public Task Schedule(IGrainBase grain, string companyId, CompanyState company)
    {
        var now = time.GetUtcNow();
        var interval = Interval(company);
        return grain.RegisterOrUpdateReminder(Name, ScheduleRule.NextTick(companyId, interval, now) - now, interval);
    }

    /// <summary>Ticks every minute.</summary>
    public static Task ScheduleDeletion(IGrainBase grain) => grain.RegisterOrUpdateReminder(Name, DuringDeletion, DuringDeletion);

    public static async Task Remove(IGrainBase grain)
    {
        if (await grain.GetReminder(Name) is { } reminder)
        {
            await grain.UnregisterReminder(reminder);
        }
    }
}
