using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tenants;

namespace Jobvite.Grains.Silos;

/// <summary>Tells a silo to give its companies away, and notes who wanted it.</summary>
internal sealed class SiloDrainer(PeerSilos peers, AuditTrail audit)
{
    public async Task<SiloDrain> Drain(string address, bool drain, Caller caller, CancellationToken cancellationToken)
    {
        IReadOnlyList<SiloAddress> active = [peers.Own, .. peers.Others];
        if (active.FirstOrDefault(one => one.ToString() == address) is not { } silo)
        {
            return new SiloDrain(SiloDrainOutcome.NotFound);
        }

        var loads = await peers.Ask(active, static peer => peer.GetLoad(), cancellationToken);
        if (!loads.TryGetValue(silo, out var load))
        {
            await Note(AuditOutcomes.Failed);
            return new SiloDrain(SiloDrainOutcome.Silent);
        }

        if (drain && !loads.Any(other => !other.Key.Equals(silo) && !other.Value.IsDraining))
        {
            await Note(AuditOutcomes.Refused);
            return new SiloDrain(SiloDrainOutcome.NobodyElse, load.Companies);
        }

        await Note(AuditOutcomes.Success);
        await peers.Get(silo).SetDraining(drain);
        return new SiloDrain(SiloDrainOutcome.Done, load.Companies);

        Task Note(string outcome) => audit.Write(IAuditGrain.ClusterKey, drain ? AuditActions.DrainSilo : AuditActions.UndrainSilo, caller, details: null, address, outcome);
    }
}
