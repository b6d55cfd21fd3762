using System.Collections.Immutable;
using Jobvite.Client;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Tenants;

/// <summary>What the probes' answers mean together.</summary>
internal static class ConnectionTestResults
{
    /// <summary>Success when any endpoint accepts the key; a network error when no endpoint refuses it and none accepts it.</summary>
    public static ConnectionTestResult From(JobviteEnvironment environment, IReadOnlyList<EndpointProbe> probes)
    {
        var checks = probes.Select(ToCheck).ToImmutableArray();
        var failures = probes.Select(p => p.Failure).OfType<JobviteFailure>().ToList();
        if (probes.Any(p => p.Ok))
        {
            var names = string.Join(" and ", failures.Select(f => NameOf(f.Endpoint)));
            return new ConnectionTestResult
            {
                Success = true,
                Environment = environment,
                Checks = checks,
                Warning = failures.Count == 0 ? null : $"Jobvite does not answer on {names}: {failures[0].Message} {failures[0].WhatToDo}",
            };
        }

        // A refusal says more than a time-out beside it.
        var worst = failures.FirstOrDefault(f => !IsNetwork(f)) ?? failures[0];
        return new ConnectionTestResult
        {
            Success = false,
            Environment = environment,
            Checks = checks,
            NetworkError = IsNetwork(worst),
            Error = worst.Message,
            Details = $"Asked: {string.Join(", ", probes.Select(p => NameOf(p.Endpoint)))}, environment {(environment == JobviteEnvironment.Prod ? "Production" : "Stage")}.",
            Troubleshooting = failures.Select(f => f.WhatToDo).Concat(Advice(worst)).Distinct().ToImmutableArray(),
        };
    }

    /// <summary>Jobvite was not asked: the settings break a rule.</summary>
    public static ConnectionTestResult Incomplete(IReadOnlyDictionary<string, string> errors) => new()
    {
        Success = false,
        Error = "The settings are not complete.",
        FieldErrors = errors.ToImmutableDictionary(),
    };

    private static bool IsNetwork(JobviteFailure failure) => failure.Kind is FailureKind.Unavailable or FailureKind.Throttled;

    private static EndpointCheck ToCheck(EndpointProbe probe) => new(
        NameOf(probe.Endpoint),
        probe.Ok,
        probe.Latency > TimeSpan.Zero ? (int)Math.Ceiling(probe.Latency.TotalMilliseconds) : null,
        probe.Failure is { } failure ? $"{failure.Message} {failure.WhatToDo}" : null);

    private static string NameOf(JobviteEndpoint endpoint) => endpoint switch
    {
        JobviteEndpoint.Job => "job",
        JobviteEndpoint.Candidate => "candidate",
        _ => "onboarding",
    };

    private static IEnumerable<string> Advice(JobviteFailure failure) => failure.Kind switch
    {
        FailureKind.Unauthorized =>
        [
            "Stage and Production have different keys: check that the key belongs to the chosen environment.",
            "If key and secret are right, try the other way of signing requests: signed headers (authScheme hmac) or plain headers (authScheme headers).",
            "Keys carry permissions per endpoint: ask Jobvite's support to allow the endpoints that you sync.",
        ],
        FailureKind.WrongPlace => ["The operator of this service sets Jobvite's base URLs: ask them to check JOBVITE_V2_BASE_URL_* and JOBVITE_ONBOARDING_BASE_URL_*."],
        _ => [],
    };
}
