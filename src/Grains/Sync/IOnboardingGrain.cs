using Jobvite.Grains.Interfaces;
using Orleans.Concurrency;

namespace Jobvite.Grains.Sync;

/// <summary>The only writer of a company's onboarding processes and tasks.</summary>
[Alias("jv.IOnboardingGrain")]
internal interface IOnboardingGrain : IKindGrain
{
    /// <inheritdoc cref="ITenantGrain.UpdateMilestones"/>
    [AlwaysInterleave, Alias("UpdateMilestones"), ResponseTimeout(CallTimeouts.WaitsForJobvite)]
    Task<MilestoneResult> UpdateMilestones(string processId, MilestoneChange change, CancellationToken cancellationToken = default);
}
