using System.Globalization;
using System.Text;
using Jobvite.Benchmarks.Figures;
using Jobvite.Benchmarks.Processes;
using Jobvite.Benchmarks.Workbenches;
using Npgsql;

namespace Jobvite.Benchmarks.Day;

/// <summary>What a minute used.</summary>
/// <param name="Seconds">Its length.</param>
/// <param name="Service">Seconds of processor time of the service.</param>
/// <param name="Postgres">Seconds of processor time of PostgreSQL.</param>
/// <param name="Resident">Bytes of the service, at its end.</param>
/// <param name="Waiting">Webhooks that were not applied yet, at its end.</param>
internal sealed record DayMinute(double Seconds, double Service, double Postgres, long Resident, long Waiting)
{
    public static async Task<IReadOnlyList<DayMinute>> Watch(Workbench bench, Service service, NpgsqlDataSource source, Task day)
    {
        List<DayMinute> minutes = [];
        while (!day.IsCompleted)
        {
            var (start, cpu, postgres) = (TimeProvider.System.GetTimestamp(), Consumption.CpuSeconds(service.Processes), bench.PostgresCpuSeconds());
            await Task.WhenAny(day, Task.Delay(TimeSpan.FromMinutes(1)));
            minutes.Add(new DayMinute(
                TimeProvider.System.GetElapsedTime(start).TotalSeconds,
                Consumption.CpuSeconds(service.Processes) - cpu,
                bench.PostgresCpuSeconds() - postgres,
                Consumption.Resident(service.Processes),
                await DayFindings.Count(source, "SELECT count(*) FROM webhook_events WHERE next_attempt_at IS NOT NULL")));
        }

        return minutes;
    }

    public static string Table(IReadOnlyList<DayMinute> minutes)
    {
        var text = new StringBuilder().AppendLine("| minute | cores of the service | cores of PostgreSQL | memory | webhooks waiting |").AppendLine("|--:|--:|--:|--:|--:|");
        foreach (var (number, minute) in minutes.Index())
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {number + 1} | {minute.Service / minute.Seconds:0.00} | {minute.Postgres / minute.Seconds:0.00} | {Show.Megabytes(minute.Resident)} | {minute.Waiting} |");
        }

        return text.ToString();
    }
}
