namespace Jobvite.Sandbox;

/// <summary>Where webhooks go; null: none of that sort is sent. In the URLs of the options, <c>{companyId}</c> stands for the company's id.</summary>
public sealed record WebhookTargets(Uri? Candidate, Uri? Job, Uri? Onboarding)
{
    private const string Placeholder = "{companyId}";

    internal WebhookTargets For(string companyId)
    {
        Uri? Filled(Uri? target) => target?.OriginalString.Contains(Placeholder, StringComparison.Ordinal) == true
            ? new Uri(target.OriginalString.Replace(Placeholder, Uri.EscapeDataString(companyId), StringComparison.Ordinal))
            : target;
        return new WebhookTargets(Filled(Candidate), Filled(Job), Filled(Onboarding));
    }
}
