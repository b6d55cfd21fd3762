using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;
using Orleans.Concurrency;

namespace Jobvite.Grains.Onboarding;

/// <summary>The only writer of a company's onboarding processes and tasks.</summary>
[Alias("jv.IOnboardingGrain")]
internal interface IOnboardingGrain : IKindGrain
{
    /// <inheritdoc cref="ITenantGrain.UpdateMilestones"/>
    [AlwaysInterleave, Alias("UpdateMilestones"), ResponseTimeout(CallTimeouts.WaitsForJobvite)]
    Task<MilestoneResult> UpdateMilestones(string processId, MilestoneChange change, CancellationToken cancellationToken = default);
}
