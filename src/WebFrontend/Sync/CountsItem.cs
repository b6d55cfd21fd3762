using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>How much is stored; deleted records are not counted.</summary>
/// <param name="Jobs">Jobs.</param>
/// <param name="Candidates">Candidates.</param>
/// <param name="Applications">Applications of candidates.</param>
/// <param name="Documents">Documents of candidates.</param>
/// <param name="Onboarding">Onboarding processes.</param>
/// <param name="OnboardingTasks">Onboarding tasks.</param>
/// <param name="WebhooksPending">Events that wait for their refresh.</param>
/// <param name="WebhooksDead">Events that were given up.</param>
public sealed record CountsItem(
    long Jobs, long Candidates, long Applications, long Documents, long Onboarding, long OnboardingTasks, long WebhooksPending, long WebhooksDead)
{
    internal static CountsItem Of(RecordCounts counts) => new(
        counts.Jobs,
        counts.Candidates,
        counts.Applications,
        counts.Documents,
        counts.OnboardingProcesses,
        counts.OnboardingTasks,
        counts.WebhooksPending,
        counts.WebhooksDead);
}
