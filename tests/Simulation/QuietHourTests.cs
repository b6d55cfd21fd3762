using System.Security.Cryptography;
using System.Text.Json;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;
using Jobvite.Sandbox;

namespace Jobvite.Simulation.Tests;

/// <summary>
/// An hour of ordinary traffic in which nothing is wrong, with the product's own workers, rules, stores and client on the world's time: no
/// incident may open. Ordinary are late ticks, webhooks, a person who reads, single requests that Jobvite answers 500 or cuts off and
/// answers well the next time, and one stranger's post.
/// </summary>
public sealed class QuietHourTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan BetweenJudgements = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task An_hour_of_ordinary_traffic_raises_no_alarm(int seed)
    {
        var clock = new WorldClock(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        using var jobvite = RSA.Create(2048);
        using var tenant = RSA.Create(2048);
        await using var stores = await Stores.Open(DatabaseKind.Sqlite, clock);
        await using var sandbox = await SandboxServer.StartInMemoryAsync(new SandboxOptions
        {
            CompanyId = $"quiet-{seed}",
            Seed = seed,
            Candidates = 300,
            Jobs = 40,
            Processes = 10,
            DataUpTo = clock.GetUtcNow().AddDays(-20),
            TimeProvider = clock,
            RsaPrivateKeyPem = jobvite.ExportPkcs8PrivateKeyPem(),
            TenantPublicKeyPem = tenant.ExportSubjectPublicKeyInfoPem(),
        });
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var world = new QuietWorld(seed, clock, sandbox, stores, tenant.ExportPkcs8PrivateKeyPem());
        new Thread(() =>
        {
            try
            {
                told.SetResult(world.Tell());
            }
            catch (Exception exception)
            {
                told.SetException(exception);
            }
        })
        { IsBackground = true, Name = "quiet world" }.Start();
        output.WriteLine(await told.Task);
    }

    private sealed class QuietWorld(int seed, WorldClock clock, SandboxServer sandbox, Stores stores, string privateKey)
    {
        private readonly Random _random = new(seed);
        private readonly Pump _pump = new(seed, clock);
        private readonly SyncSettings _settings = new() { SyncOnboarding = true, IntervalMinutes = 15 };

        private DateTimeOffset Never => clock.GetUtcNow().AddDays(1);

        public string Tell()
        {
            var silo = new Silo(sandbox, privateKey, _settings, stores, _pump, clock, new Silo.ErrorLog());
            var first = _pump.Await(silo.Judge(), Never);
            Assert.Equal((HealthStatus.NotStarted, 0), (first.Status, first.Incidents.Length));
            foreach (var kind in Enum.GetValues<SyncKind>())
            {
                _pump.Await(silo.Start(kind, null, RunTrigger.Person), Never);
                Wait(TimeSpan.FromSeconds(10));
            }

            var (webhooks, runs, reads, faults, judgements, retrying) = (0, 0, 0, 0, 0, 0);
            var end = clock.GetUtcNow() + Hour;
            var stranger = clock.GetUtcNow() + (Hour * _random.NextDouble());
            var due = NextTick();
            while (clock.GetUtcNow() < end)
            {
                if (clock.GetUtcNow() >= due)
                {
                    foreach (var kind in Enum.GetValues<SyncKind>())
                    {
                        runs++;
                        Begin(silo.Start(kind, null, RunTrigger.Schedule));
                    }

                    due = NextTick();
                }

                if (_random.NextDouble() < 0.3)
                {
                    webhooks++;
                    var person = sandbox.World.CandidateIds[_random.Next(sandbox.World.CandidateIds.Count)];
                    sandbox.World.ChangeCandidate(person, announce: false);
                    Begin(silo.Receive(WebhookSource.Candidate, JsonSerializer.SerializeToUtf8Bytes(new { eventType = "workflowUpdate", candidateId = person }), sandbox.Credentials.WebhookSigningKey));
                }

                if (_random.NextDouble() < 0.1)
                {
                    reads++;
                    Begin(silo.ListDocuments(sandbox.World.CandidateIds[_random.Next(sandbox.World.CandidateIds.Count)]));
                }

                if (_random.NextDouble() < 0.03)
                {
                    faults++;
                    sandbox.Inject(new SandboxFault(_random.Next(2) == 0 ? FaultKind.Status : FaultKind.DroppedMidBody) { Times = 1 });
                }

                if (clock.GetUtcNow() >= stranger)
                {
                    stranger = DateTimeOffset.MaxValue;
                    Begin(silo.Receive(WebhookSource.Candidate, [.. "{}"u8], signingKey: null));
                }

                Begin(silo.Sweep());
                Wait(BetweenJudgements);
                var health = _pump.Await(silo.Judge(), Never);
                judgements++;
                Assert.True(health.Incidents.IsEmpty, $"{clock.GetUtcNow():u}: {string.Join(" / ", health.Incidents.Select(one => $"{one.Subject} {one.Cause}"))}");

                // Between a failed attempt and its repetition the endpoint is being retried, and that is what it says.
                var isRetrying = health.Endpoints.Any(one => one is { State: EndpointState.Retrying, ConsecutiveFailures: 1 });
                retrying += isRetrying ? 1 : 0;
                Assert.Equal(isRetrying ? HealthStatus.Degraded : HealthStatus.Ok, health.Status);
            }

            var last = _pump.Await(silo.Judge(), Never);
            Assert.Equal((HealthStatus.Ok, WebhooksState.Ok, 1), (last.Status, last.Webhooks.State, last.Webhooks.RejectedLastHour));
            Assert.True(webhooks > 50 && runs >= 12 && reads > 10 && faults > 2, $"{webhooks} webhooks, {runs} runs, {reads} reads, {faults} faults");
            return $"seed {seed}: {judgements} judgements, no incident, {retrying} while a single failed request was repeated; {webhooks} webhooks, {runs} scheduled runs, {reads} reads, {faults} single faults, 1 stranger";
        }

        /// <summary>Reminders come a few seconds late.</summary>
        private DateTimeOffset NextTick() =>
            ScheduleRule.NextTick(sandbox.Credentials.CompanyId, TimeSpan.FromMinutes(_settings.IntervalMinutes), clock.GetUtcNow().AddSeconds(1)).AddSeconds(_random.Next(20));

        private void Wait(TimeSpan time)
        {
            var end = clock.GetUtcNow() + time;
            _pump.Run(Step.ToTheEnd, end);
            clock.MoveTo(end);
        }

        private static void Begin(Task task) => _ = task.Exception;
    }
}
