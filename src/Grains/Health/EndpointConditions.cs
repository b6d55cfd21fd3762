using Jobvite.Storage;

namespace Jobvite.Grains.Health;

/// <summary>What is wrong with the endpoints that changes are sent to.</summary>
internal static class EndpointConditions
{
    /// <summary>Receivers are restarted and deployed; what takes longer is worth a word.</summary>
    private static readonly TimeSpan WorthAWord = TimeSpan.FromHours(1);

    public static IEnumerable<OpenCondition> Of(HealthFacts facts)
    {
        foreach (var endpoint in facts.Rows.Endpoints)
        {
            var subject = $"{EndpointTrouble.Subject}{endpoint.Id}";
            if (endpoint.DisabledAt is { } disabled)
            {
                yield return new(
                    subject,
                    Severe: true,
                    disabled,
                    $"The endpoint at {endpoint.Host} was disabled. {endpoint.Reason}",
                    "It is sent no changes; they are kept in the feed.",
                    "Repair the receiver and enable the endpoint again, or delete it.");
            }
            else if (endpoint.FailingSince is { } since && facts.Now - since >= WorthAWord)
            {
                yield return new(
                    subject,
                    Severe: false,
                    since,
                    $"No change could be delivered to the endpoint at {endpoint.Host} since {since:u}. {endpoint.Reason}",
                    "Changes wait and are tried again. After five days without a success the endpoint is disabled.",
                    "Look at the endpoint's deliveries and repair the receiver.");
            }
        }
    }
}
