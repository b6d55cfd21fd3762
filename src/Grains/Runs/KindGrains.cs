using Jobvite.Grains.Candidates;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Jobs;
using Jobvite.Grains.Onboarding;

namespace Jobvite.Grains.Runs;

/// <summary>Finds the grain of a kind.</summary>
internal static class KindGrains
{
    /// <summary>The writer of <paramref name="kind"/> for <paramref name="companyId"/>.</summary>
    public static IKindGrain GetKindGrain(this IGrainFactory grains, SyncKind kind, string companyId)
    {
        var key = CompanyKey.Of(companyId).ToString();
        return kind switch
        {
            SyncKind.Jobs => grains.GetGrain<IJobsGrain>(key),
            SyncKind.Candidates => grains.GetGrain<ICandidatesGrain>(key),
            SyncKind.Onboarding => grains.GetGrain<IOnboardingGrain>(key),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
        };
    }

    /// <summary>The kind that a webhook URL refreshes.</summary>
    public static SyncKind ToKind(this WebhookSource source) => source switch
    {
        WebhookSource.Job => SyncKind.Jobs,
        WebhookSource.Candidate => SyncKind.Candidates,
        WebhookSource.Onboarding => SyncKind.Onboarding,
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "Unknown source."),
    };

    /// <summary>The webhook URL that refreshes a kind.</summary>
    public static WebhookSource ToSource(this SyncKind kind) => kind switch
    {
        SyncKind.Jobs => WebhookSource.Job,
        SyncKind.Candidates => WebhookSource.Candidate,
        SyncKind.Onboarding => WebhookSource.Onboarding,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };
}
