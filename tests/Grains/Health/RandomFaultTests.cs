using System.Diagnostics;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;

namespace Jobvite.Grains.Tests.Health;

/// <summary>Twenty faults, drawn by a seed: each is named by the health with a cause that fits, and its incident ends when it does.</summary>
public sealed class RandomFaultTests(FaultCluster cluster, ITestOutputHelper output) : IClassFixture<FaultCluster>
{
    private const int Faults = 20;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(30);

    /// <summary>Another draw: JOBVITE_TEST_SEED; all of them: JOBVITE_TEST_FAULTS=all.</summary>
    [Fact]
    public async Task Twenty_random_faults_are_named_and_end()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("JOBVITE_TEST_SEED"), out var given) ? given : 12;
        var drawn = Fault.All.ToArray();
        new Random(seed).Shuffle(drawn);
        List<string> failures = [];
        foreach (var (fault, number) in drawn.Take(Environment.GetEnvironmentVariable("JOBVITE_TEST_FAULTS") == "all" ? drawn.Length : Faults).Select((fault, index) => (fault, index + 1)))
        {
            var told = await Tell(fault);
            output.WriteLine($"{number}. {told}");
            if (told.StartsWith('!'))
            {
                failures.Add(told);
            }
        }

        Assert.Empty(failures);
    }

    private async Task<string> Tell(Fault fault)
    {
        await using var company = new FaultyCompany(await Connect(fault), cluster);
        if (await Heard(company, fault, Recovery, health => health.Status == HealthStatus.Ok && Open(health).Count == 0) is var (before, _) && before is { } trouble)
        {
            return $"! {fault.Name}: not well before: {trouble}";
        }

        var watch = Stopwatch.StartNew();
        await fault.Happen(company);
        var (missing, named) = await Heard(company, fault, Deadline, health => health.Status is HealthStatus.Degraded or HealthStatus.Failing && Fitting(health, fault) is not null);
        var after = watch.Elapsed;
        if (missing is not null)
        {
            return $"! {fault.Name}: not named: {missing}";
        }

        if (after > Deadline)
        {
            return $"! {fault.Name}: named only after {after}";
        }

        var incident = Fitting(named.Health, fault)!;
        await fault.End(company);
        var (left, well) = await Heard(company, fault, Recovery, health => health.Status == HealthStatus.Ok && Open(health).Count == 0);
        return left is not null
            ? $"! {fault.Name}: does not end: {left}"
            : $"{fault.Name} | {after.TotalSeconds:0.0} s | {named.Health.Status}, {incident.Subject}: {incident.Cause} | ended {well.After.TotalSeconds:0.0} s after";
    }

    private async Task<TestCompany> Connect(Fault fault)
    {
        var company = await cluster.Prepare(new SandboxOptions { Jobs = 10, Candidates = 30, Processes = 3 });
        var command = company.Command(new SyncSettingsPatch { SyncOnboarding = true });
        var result = await company.Directory.Configure(fault.WithoutSigningKey ? command with { WebhookSigningKey = null } : command, company.Caller);
        Assert.Equal(ConfigureOutcome.Saved, result.Outcome);
        company.Sandbox.RegisterTenantPublicKey(result.OurPublicRsaKey!);
        foreach (var kind in Enum.GetValues<SyncKind>())
        {
            Assert.Equal(RunStatus.Success, (await company.Sync(kind, SyncMode.Full)).Status);
        }

        return company;
    }

    /// <summary>Asks until the health is as wanted.</summary>
    /// <returns>What it says instead when the time is over; else when it did.</returns>
    private static async Task<(string? Instead, (TimeSpan After, HealthReport Health) Heard)> Heard(FaultyCompany company, Fault fault, TimeSpan deadline, Func<HealthReport, bool> wanted)
    {
        for (var watch = Stopwatch.StartNew(); ;)
        {
            var health = await company.Company.Records.GetHealth(TestContext.Current.CancellationToken);
            if (wanted(health))
            {
                return (null, (watch.Elapsed, health));
            }

            if (watch.Elapsed > deadline)
            {
                return ($"{health.Status}: {string.Join(" / ", Open(health).Select(one => $"{one.Subject}: {one.Cause}"))} (wanted {fault.Subject}: {fault.Cause}) {string.Join(", ", health.Endpoints.Select(one => $"{one.Endpoint} {one.State} {one.Error}"))}", (watch.Elapsed, health));
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static HealthIncident? Fitting(HealthReport health, Fault fault) =>
        Open(health).FirstOrDefault(one => one.Subject == fault.Subject && one.Cause.Contains(fault.Cause, StringComparison.OrdinalIgnoreCase) && one.WhatToDo.Length > 0);

    private static List<HealthIncident> Open(HealthReport health) => [.. health.Incidents.Where(one => one.EndedAt is null)];
}
