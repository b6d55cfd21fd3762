namespace Jobvite.WebFrontend;

/// <summary>The addresses that Jobvite shall call.</summary>
/// <param name="Candidate">For candidate and application events.</param>
/// <param name="Job">For job events.</param>
/// <param name="Onboarding">For onboarding events.</param>
public sealed record WebhookUrls(string Candidate, string Job, string Onboarding)
{
    internal static WebhookUrls Of(string baseUrl, string companyId)
    {
        var root = $"{baseUrl}/webhooks/jobvite/{companyId}";
        return new($"{root}/candidate", $"{root}/job", $"{root}/onboarding");
    }

    /// <summary>Where the outside reaches this service: the setting, else what the request says.</summary>
    internal static string BaseUrl(HttpRequest request, FrontendSettings settings) =>
        settings.PublicBaseUrl?.TrimEnd('/') ?? $"{request.Scheme}://{request.Host}{request.PathBase}";
}
