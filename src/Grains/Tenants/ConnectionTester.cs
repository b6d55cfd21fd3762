using System.Collections.Immutable;
using Jobvite.Client;
using Jobvite.Grains.Budget;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Health;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Tenants;

/// <summary>What a test says to people, and the answers behind it.</summary>
/// <param name="Result">For people.</param>
/// <param name="Asked">Of each endpoint that was asked; without those that our own budget kept from being asked.</param>
internal sealed record TestedConnection(ConnectionTestResult Result, IReadOnlyList<EndpointProbe> Asked);

/// <summary>Asks each endpoint that the settings use whether it accepts the credentials.</summary>
internal sealed class ConnectionTester(
    ConnectionOpener opener, IJobviteClientFactory clients, IGrainFactory grains, MeterKeys meters, ContactRecorder contacts, TimeProvider time)
{
    /// <summary>Below the 30 s after which a grain call gives up, with room for what follows the test.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly JobviteEndpoint[] OnlyV2 = [JobviteEndpoint.Job, JobviteEndpoint.Candidate];

    private static readonly TimeSpan LeasePatience = TimeSpan.FromSeconds(8);

    /// <param name="draft">What to try.</param>
    /// <param name="stored">Opens a stored secret, for fields that the draft does not bring.</param>
    /// <param name="tenant">Who tries it.</param>
    /// <param name="ownMeter">The budget of the key that the company is connected with; null when it is not. Other keys are on trial.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    public async Task<TestedConnection> Test(ConfigurationDraft draft, Func<string, string?> stored, TenantKey tenant, string? ownMeter, CancellationToken cancellationToken)
    {
        if (draft.CheckOnly)
        {
            return new TestedConnection(new ConnectionTestResult { Success = true }, []);
        }

        var connection = opener.Build(draft.Connection, field => draft.Secret(field, stored));
        var meter = await meters.Of(draft.Connection.Environment, connection.ApiKey);
        var client = meter == ownMeter
            ? clients.Create(connection, Gate(meter, BudgetPriority.Person))
            // Once: past the circuit as well, or the company's own trouble with Jobvite would show in the answer to a stranger.
            : clients.Create(connection with { Once = true }, new TrialGate(Gate(BudgetKey.OfTrial(tenant), BudgetPriority.Person), Gate(meter, BudgetPriority.Trial)));
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        var used = EndpointsOf(draft.Connection.Settings);
        var probes = await Task.WhenAll(used.Select(e => Probe(client, e, deadline.Token, cancellationToken)));
        var result = draft.MadeKeyPair
            ? await WithNewPair(draft.Connection.Environment, probes.Select(p => p.Probe).ToList(), client, deadline.Token, cancellationToken)
            : ConnectionTestResults.From(draft.Connection.Environment, probes.Select(p => p.Probe).ToList());
        return new TestedConnection(
            result with { BudgetFreeAfter = result.NetworkError ? probes.Max(p => p.BudgetFreeAfter) : null },
            [.. probes.Where(p => p.BudgetFreeAfter is null).Select(p => p.Probe)]);
    }

    private BudgetGate Gate(string budgetKey, BudgetPriority priority) => new(grains, budgetKey, priority, LeasePatience, time);

    /// <summary>Notes what came of a test as the company's health: of credentials that are stored, and of no others.</summary>
    public void Record(string companyId, TestedConnection tested)
    {
        foreach (var probe in tested.Asked)
        {
            contacts.Attempted(companyId, probe.Endpoint, probe.Failure);
        }
    }

    /// <summary>
    /// Jobvite cannot seal an answer for a pair that was made just now. Where it does not even say that the credentials are right, an
    /// endpoint that the settings do not use is asked for that.
    /// </summary>
    private static async Task<ConnectionTestResult> WithNewPair(
        JobviteEnvironment environment, List<EndpointProbe> probes, IJobviteClient client, CancellationToken deadline, CancellationToken cancellationToken)
    {
        var accepted = NewPairRule.Accepts(probes);
        foreach (var other in accepted is null ? OnlyV2.Except(probes.Select(p => p.Endpoint)) : [])
        {
            var (probe, _) = await Probe(client, other, deadline, cancellationToken);
            accepted = probe.Ok ? true : accepted;
        }

        var result = ConnectionTestResults.From(environment, probes);
        if (accepted != true || probes.Find(p => p.Endpoint == JobviteEndpoint.Onboarding) is not { Failure: { } failure })
        {
            return result;
        }

        var warning = NewPairRule.Warning(failure);
        return new ConnectionTestResult
        {
            Success = true,
            Environment = environment,
            Checks = result.Checks,
            Warning = probes.Count(p => !p.Ok) > 1 && result.Success ? $"{result.Warning} {warning}" : warning,
        };
    }

    private static async Task<(EndpointProbe Probe, TimeSpan? BudgetFreeAfter)> Probe(
        IJobviteClient client, JobviteEndpoint endpoint, CancellationToken deadline, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.ProbeAsync(endpoint, deadline), null);
        }
        catch (BudgetExhaustedException exhausted)
        {
            const string WhatToDo = "Try again later, or raise the budget if Jobvite allows more.";
            return (Failed(FailureKind.Throttled, exhausted.Message, WhatToDo, exhausted.RetryAfter), exhausted.RetryAfter);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (Failed(FailureKind.Unavailable, $"Jobvite did not answer within {Patience.TotalSeconds:0} seconds.", "Try again in a few minutes.", retryAfter: null), null);
        }

        EndpointProbe Failed(FailureKind kind, string message, string whatToDo, TimeSpan? retryAfter) =>
            new(endpoint, Ok: false, TimeSpan.Zero, new JobviteFailure(kind, endpoint, message, whatToDo, HttpStatus: null, retryAfter));
    }

    private static ImmutableArray<JobviteEndpoint> EndpointsOf(SyncSettings settings)
    {
        var used = ImmutableArray.CreateBuilder<JobviteEndpoint>();
        var nothing = !settings.SyncJobs && !settings.SyncCandidates && !settings.SyncOnboarding;
        if (settings.SyncJobs || nothing)
        {
            used.Add(JobviteEndpoint.Job);
        }

        if (settings.SyncCandidates || nothing)
        {
            used.Add(JobviteEndpoint.Candidate);
        }

        if (settings.SyncOnboarding)
        {
            used.Add(JobviteEndpoint.Onboarding);
        }

        return used.ToImmutable();
    }
}
