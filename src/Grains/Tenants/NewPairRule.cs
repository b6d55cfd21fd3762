using Jobvite.Client;

namespace Jobvite.Grains.Tenants;

/// <summary>What a test of credentials says while Jobvite does not know our new key pair.</summary>
internal static class NewPairRule
{
    /// <summary>
    /// True when Jobvite accepts the credentials and only onboarding is refused, as it must be; false when the test speaks for itself; null when
    /// the refusal may be the credentials' or the new pair's, so that another endpoint is to be asked.
    /// </summary>
    public static bool? Accepts(IReadOnlyList<EndpointProbe> probes)
    {
        if (probes.FirstOrDefault(p => p.Endpoint == JobviteEndpoint.Onboarding)?.Failure is not { } failure
            || failure.Kind is FailureKind.Unavailable or FailureKind.Throttled)
        {
            return false;
        }

        if (probes.Any(p => p.Ok))
        {
            return true;
        }

        // Others that say no to the credentials weigh more than what onboarding says.
        if (probes.Any(p => p.Endpoint != JobviteEndpoint.Onboarding))
        {
            return false;
        }

        // Credentials are looked at before envelopes: a request that is refused for its content has passed them.
        return failure is { NothingSent: false, Kind: FailureKind.Rejected or FailureKind.Malformed or FailureKind.NotFound } ? true : null;
    }

    public static string Warning(JobviteFailure failure) =>
        $"Jobvite does not know the new key pair yet: send ourPublicRsaKey to Jobvite's support. Until they have registered it, onboarding is refused: {failure.Message}";
}
