namespace Jobvite.Grains.Interfaces;

/// <summary>Which webhook URL was called.</summary>
[GenerateSerializer, Alias("jv.WebhookSource")]
public enum WebhookSource
{
    Candidate = 1,
    Job = 2,
    Onboarding = 3,
}
