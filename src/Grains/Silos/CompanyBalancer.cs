using Jobvite.Grains.Interfaces;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Core.Internal;
using Orleans.Runtime.Placement;

namespace Jobvite.Grains.Silos;

/// <summary>
/// Gives companies to silos that carry fewer, and all of them away while the silo is draining. A company's grains move together: each
/// finishes the call that it is in, takes its state along and answers the calls that wait for it at its new silo. A run under way stops and
/// goes on there from its cursor. Costs Jobvite no request.
/// </summary>
internal sealed partial class CompanyBalancer(
    PeerSilos peers,
    LocalCompanies companies,
    Draining draining,
    IGrainFactory grains,
    TimeProvider time,
    ILogger<CompanyBalancer> logger) : BackgroundService
{
    /// <summary>How often it looks. It acts only when the cluster has the same silos as the time before.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(8);

    private const int MostAtOnce = 500;
    private const int MovesAtOnce = 4;
    private static readonly string[] GrainTypes = ["tenant", "jobs", "candidates", "onboarding"];

    private IReadOnlyCollection<SiloAddress> _silosBefore = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogLookFailed(exception);
            }
            catch (OperationCanceledException)
            {
                // The silo stops.
            }
        }
    }

    /// <summary>Looks once and moves what has to move.</summary>
    internal async Task Look(CancellationToken cancellationToken)
    {
        var others = peers.Others;
        var isSettled = _silosBefore.ToHashSet().SetEquals(others);
        _silosBefore = others;
        if (!isSettled || others.Count == 0 || companies.Count == 0)
        {
            return;
        }

        var loads = new Dictionary<SiloAddress, SiloLoad>(await peers.Ask(others, static peer => peer.GetLoad(), cancellationToken))
        {
            [peers.Own] = new SiloLoad(companies.Count, draining.IsOn),
        };
        var moves = BalanceRule.Moves(peers.Own, loads);
        var targets = moves.SelectMany(static move => Enumerable.Repeat(move.To, move.Companies)).Take(MostAtOnce).ToList();
        if (targets.Count > 0)
        {
            LogMoving(targets.Count, companies.Count);
            await Parallel.ForEachAsync(
                companies.Take(targets.Count).Zip(targets),
                new ParallelOptions { MaxDegreeOfParallelism = MovesAtOnce, CancellationToken = cancellationToken },
                async (move, _) => await Move(move.First, move.Second));
        }
    }

    private async Task Move(string companyId, SiloAddress target)
    {
        foreach (var type in GrainTypes)
        {
            try
            {
                // Orleans places the grain where the hint says when it can.
                RequestContext.Set(IPlacementDirector.PlacementHintKey, target);
                await grains.GetGrain(GrainId.Create(type, CompanyKey.Of(companyId).ToString())).AsReference<IGrainManagementExtension>().MigrateOnIdle();
            }
            catch (Exception exception) when (exception is OrleansException or TimeoutException)
            {
                LogMoveFailed(exception, type);
            }
            finally
            {
                RequestContext.Clear();
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Moving {Moved} of {All} companies to silos that carry fewer.")]
    private partial void LogMoving(int moved, int all);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A company's {GrainType} grain did not move; the next look tries again.")]
    private partial void LogMoveFailed(Exception exception, string grainType);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The balance of companies between silos could not be looked at; it is tried again.")]
    private partial void LogLookFailed(Exception exception);
}
