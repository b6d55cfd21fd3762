using Microsoft.Extensions.Logging;
using Orleans.Runtime.Services;
using Orleans.Services;

namespace Jobvite.Grains.Silos;

/// <summary>What silos ask each other directly. Neither the database nor the grain directory is needed to answer.</summary>
[Alias("jv.IPeerSilo")]
public interface IPeerSilo : IGrainService
{
    /// <inheritdoc cref="DatabaseReach.Answers"/>
    [Alias("ReachesDatabase")]
    Task<bool> ReachesDatabase();

    [Alias("GetLoad")]
    Task<SiloLoad> GetLoad();

    /// <summary>From now on this silo gives its companies to others (or, with <c>false</c>, takes its share again). A restart forgets it.</summary>
    [Alias("SetDraining")]
    Task SetDraining(bool draining);
}

/// <summary>What a silo carries.</summary>
/// <param name="Companies">Companies whose tenant grain is active there.</param>
/// <param name="IsDraining">It gives them away and takes none.</param>
[GenerateSerializer, Alias("jv.SiloLoad"), Immutable]
public readonly record struct SiloLoad([property: Id(0)] int Companies, [property: Id(1)] bool IsDraining);

/// <inheritdoc cref="IPeerSilo"/>
internal sealed class PeerSilo(
    GrainId id, Silo silo, ILoggerFactory loggers, DatabaseReach database, LocalCompanies companies, Draining draining)
    : GrainService(id, silo, loggers), IPeerSilo
{
    public Task<bool> ReachesDatabase() => Task.FromResult(database.Answers);

    public Task<SiloLoad> GetLoad() => Task.FromResult(new SiloLoad(companies.Count, draining.IsOn));

    public Task SetDraining(bool on)
    {
        draining.IsOn = on;
        return Task.CompletedTask;
    }
}

/// <summary>Whether an operator wants this silo empty.</summary>
internal sealed class Draining
{
    private volatile bool _isOn;

    public bool IsOn
    {
        get => _isOn;
        set => _isOn = value;
    }
}

/// <summary>Calls the other silos by their address.</summary>
public sealed class PeerSilos(IServiceProvider services, ISiloStatusOracle members) : GrainServiceClient<IPeerSilo>(services)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The active silos without this one.</summary>
    public IReadOnlyList<SiloAddress> Others =>
        [.. members.GetApproximateSiloStatuses(onlyActive: true).Keys.Where(address => !address.Equals(members.SiloAddress))];

    public SiloAddress Own => members.SiloAddress;

    public IPeerSilo Get(SiloAddress silo) => GetGrainService(silo);

    /// <summary>Asks each of them; one that fails or takes longer than three seconds is left out.</summary>
    public async Task<IReadOnlyDictionary<SiloAddress, T>> Ask<T>(
        IReadOnlyList<SiloAddress> silos, Func<IPeerSilo, Task<T>> question, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(silos.Select(Answer));
        return silos.Zip(answers).Where(one => one.Second.HasAnswer).ToDictionary(one => one.First, one => one.Second.Value);

        async Task<(bool HasAnswer, T Value)> Answer(SiloAddress silo)
        {
            try
            {
                return (true, await question(GetGrainService(silo)).WaitAsync(Patience, cancellationToken));
            }
            catch (Exception exception) when (exception is OrleansException or TimeoutException)
            {
                return (false, default!);
            }
        }
    }
}
