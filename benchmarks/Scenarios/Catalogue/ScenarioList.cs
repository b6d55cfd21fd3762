using Jobvite.Benchmarks.Webhooks;

namespace Jobvite.Benchmarks.Catalogue;

/// <summary>All scenarios, in the order in which they run.</summary>
internal static class ScenarioList
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        Scenario.Single("webhooks", "valid webhooks of 50 companies, co-hosted", WebhookScenarios.CoHosted),
        Scenario.Single("webhooks-split", "the same, front end and silo as two processes", WebhookScenarios.Split),
        Scenario.Single("webhooks-one", "the same, all to one company", WebhookScenarios.OneCompany),
        Scenario.Single("webhooks-refused", "webhooks with wrong signatures", WebhookScenarios.Refused),
    ];
}
