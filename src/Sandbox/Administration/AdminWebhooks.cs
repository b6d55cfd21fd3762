using System.Text;
using System.Text.Json.Nodes;

namespace Jobvite.Sandbox;

/// <summary>The routes about webhooks.</summary>
internal static class AdminWebhooks
{
    public static void MapWebhooks(this AdminMap admin)
    {
        admin.Map("PATCH", "/webhooks/targets", """{"candidate":"http://localhost:5080/webhooks/jobvite/sandbox/candidate"}""", static async (http, company) =>
        {
            var changed = PartialJson.Merge(company.Outbox.Targets, await AdminMap.ReadAsync(http));
            foreach (var target in new[] { changed.Candidate, changed.Job, changed.Onboarding }.OfType<Uri>())
            {
                RequireHttp(target);
            }

            return company.Outbox.Targets = changed;
        });
        admin.Map("POST", "/webhooks", """{"target":"candidate","body":{"eventType":"workflowUpdate","candidateId":"…"},"signature":null} (signature: null for the right one)""", static async (http, company) =>
        {
            var wish = PartialJson.Read<WebhookWish>(await AdminMap.ReadAsync(http));
            var target = Target(company.Outbox.Targets, wish.Target);
            company.Outbox.Post(new WebhookMessage(target, Encoding.UTF8.GetBytes(wish.Body.ToJsonString()), wish.Signature), mischief: false);
            return company.Outbox.Counts;
        });
    }

    private static Uri Target(WebhookTargets targets, string name) => name switch
    {
        "candidate" => targets.Candidate,
        "job" => targets.Job,
        "onboarding" => targets.Onboarding,
        _ => Uri.TryCreate(name, UriKind.Absolute, out var target)
            ? RequireHttp(target)
            : throw new ArgumentException("target must be candidate, job, onboarding, or a URL."),
    } ?? throw new ArgumentException($"No URL is set for {name} webhooks. Set one with PATCH /admin/webhooks/targets, or give a URL as the target.");

    private static Uri RequireHttp(Uri target) => target.IsAbsoluteUri && (target.Scheme == Uri.UriSchemeHttp || target.Scheme == Uri.UriSchemeHttps)
        ? target
        : throw new ArgumentException($"'{target}' is not an http or https URL.");

    private sealed record WebhookWish(string Target, JsonNode Body, string? Signature = null);
}
