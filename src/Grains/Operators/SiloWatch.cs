using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Silos;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Operators;

/// <summary>Asks the silos how they are. One that does not answer is shown without its numbers.</summary>
internal sealed partial class SiloWatch(IGrainFactory grains, PeerSilos peers, ILogger<SiloWatch> logger)
{
    private const int MostGrainTypes = 20;
    private const string OurNamespace = "Jobvite.";

    public async Task<ImmutableArray<SiloOverview>> List()
    {
        var management = grains.GetGrain<IManagementGrain>(0);
        var members = await management.GetDetailedHosts(onlyActive: false);
        var alive = members.Where(member => member.Status is not SiloStatus.Dead).OrderBy(member => member.SiloName, StringComparer.Ordinal);
        return [.. await Task.WhenAll(alive.Select(member => Describe(management, member)))];
    }

    private async Task<SiloOverview> Describe(IManagementGrain management, MembershipEntry member)
    {
        var silo = new SiloOverview { Name = member.SiloName ?? "", Address = member.SiloAddress.ToString(), Status = member.Status.ToString() };
        try
        {
            var statistics = (await management.GetRuntimeStatistics([member.SiloAddress]))[0];
            var counts = await management.GetSimpleGrainStatistics([member.SiloAddress]);
            var load = await peers.Get(member.SiloAddress).GetLoad();
            var environment = statistics.EnvironmentStatistics;
            return silo with
            {
                Activations = statistics.ActivationCount,
                RecentlyUsed = statistics.RecentlyUsedActivationCount,
                CpuPercent = environment.FilteredCpuUsagePercentage,
                MemoryUsed = environment.FilteredMemoryUsageBytes,
                MemoryLimit = environment.MaximumAvailableMemoryBytes,
                Clients = statistics.ClientCount,
                Overloaded = statistics.IsOverloaded,
                Grains = Ours(counts),
                Companies = load.Companies,
                IsDraining = load.IsDraining,
            };
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            LogSilent(exception, silo.Name);
            return silo;
        }
    }

    private static ImmutableArray<GrainCount> Ours(IEnumerable<SimpleGrainStatistic> counts) =>
    [
        .. counts
            .Where(count => count.GrainType.StartsWith(OurNamespace, StringComparison.Ordinal))
            .Select(count => new GrainCount(ShortName(count.GrainType), count.ActivationCount))
            .OrderByDescending(count => count.Activations)
            .ThenBy(count => count.GrainType, StringComparer.Ordinal)
            .Take(MostGrainTypes),
    ];

    private static string ShortName(string grainType)
    {
        var name = grainType.Split(',')[0];
        return name[(name.LastIndexOf('.') + 1)..];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Silo {Silo} did not say how it is.")]
    private partial void LogSilent(Exception exception, string silo);
}
