using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend.Console.Connect;

/// <summary>What to ask Jobvite's support for, ready to be sent.</summary>
internal static class SupportText
{
    public static string Of(CompanyConfiguration? configuration, WebhookUrls? webhooks)
    {
        var company = configuration?.CompanyId ?? "<our company id>";
        var environment = configuration is null ? "<Stage or Production>" : EnvironmentName.Of(configuration.Environment);
        var text = $"""
            Hello,

            we connect our Jobvite account (company id {company}, environment {environment}) to our own systems and ask you for:

            1. An API key and secret that may call these endpoints of API v2:
                 GET /job
                 GET /candidate
                 GET /candidate/(id)/artifacts
            2. For onboarding, access to:
                 POST /process
                 POST /task
                 POST /milestone
               with a service account if our account needs one, and your RSA public key (2048 bits) for encrypting our requests.
            """;
        if (configuration?.OurPublicRsaKey is { } key)
        {
            text += $"\n   Our RSA public key, for encrypting your answers:\n\n{key.Trim()}\n";
        }

        text += webhooks is null
            ? "\n3. Webhooks for candidate, job and onboarding events; we will send you the addresses."
            : $"\n3. Webhooks to these addresses, as JSON:\n     candidate and application events: {webhooks.Candidate}\n     job events: {webhooks.Job}\n     onboarding events: {webhooks.Onboarding}";
        return text + "\n   and the signing key with which you sign them (header X-Jobvite-Event-Signature).\n\nPlease send secrets by a safe way, not by e-mail. Thank you!\n";
    }
}
