using System.Text.Json;
using Jobvite.Grains.Interfaces;
using Jobvite.Sandbox;
using Jobvite.Storage;

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
        await using var stores = await Stores.Open(DatabaseKind.Sqlite, clock);
        await using var sources = await Sources.Start(new Story { Seed = seed, People = 300, Jobs = 40, Processes = 10, Habits = new SandboxQuirks() }, clock);
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var world = new QuietWorld(seed, clock, sources, stores);
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

    private sealed class QuietWorld(int seed, WorldClock clock, Sources sources, Stores stores)
    {
        private readonly Random _random = new(seed);
        private readonly Pump _pump = new(seed, clock);
        private readonly Cluster _cluster = new(clock);

        private SandboxServer Sandbox => sources.Current;

        private DateTimeOffset Never => clock.GetUtcNow().AddDays(1);

        public string Tell()
        {
            using var silo = new Silo(new Machine($"quiet-{seed}", _cluster, stores, _pump, clock, sources, new Silo.ErrorLog()), new Dictionary<string, string?>());
            var connected = _pump.Await(silo.Configure(sources.Connect() with { SyncConfig = new SyncSettingsPatch { SyncOnboarding = true, IntervalMinutes = 15 } }), Never);
            Assert.Equal(ConfigureOutcome.Saved, connected.Outcome);
            var first = _pump.Await(silo.Judge(), Never);
            Assert.Equal((HealthStatus.NotStarted, 0), (first.Status, first.Incidents.Length));
            foreach (var kind in Enum.GetValues<SyncKind>())
            {
                _pump.Await(silo.Start(kind, null, RunTrigger.Person), Never);
                Wait(TimeSpan.FromSeconds(10));
            }

            var (webhooks, ticks, reads, faults, judgements, retrying) = (0, 0, 0, 0, 0, 0);
            var end = clock.GetUtcNow() + Hour;
            var stranger = clock.GetUtcNow() + (Hour * _random.NextDouble());
            var due = NextTick();
            while (clock.GetUtcNow() < end)
            {
                if (clock.GetUtcNow() >= due)
                {
                    ticks++;
                    Begin(silo.Tick());
                    due = NextTick();
                }

                if (_random.NextDouble() < 0.3)
                {
                    webhooks++;
                    var person = Sandbox.World.CandidateIds[_random.Next(Sandbox.World.CandidateIds.Count)];
                    Sandbox.World.ChangeCandidate(person, announce: false);
                    Begin(silo.Receive(WebhookSource.Candidate, JsonSerializer.SerializeToUtf8Bytes(new { eventType = "workflowUpdate", candidateId = person }), sources.SigningKey));
                }

                if (_random.NextDouble() < 0.1)
                {
                    reads++;
                    Begin(silo.ListDocuments(Sandbox.World.CandidateIds[_random.Next(Sandbox.World.CandidateIds.Count)]));
                }

                if (_random.NextDouble() < 0.03)
                {
                    faults++;
                    Sandbox.Inject(new SandboxFault(_random.Next(2) == 0 ? FaultKind.Status : FaultKind.DroppedMidBody) { Times = 1 });
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
            var runs = stores.Get<IRecordReader>().ListRuns($"quiet-{seed}", new RunFilter(), new PageRequest(PageSize: 100), CancellationToken.None).GetAwaiter().GetResult()
                .Items.Count(static run => run.Trigger == RunTrigger.Schedule);
            Assert.Equal((HealthStatus.Ok, WebhooksState.Ok, 1), (last.Status, last.Webhooks.State, last.Webhooks.RejectedLastHour));

            // The first tick may come so soon after a person's runs that nothing is due.
            Assert.True(webhooks > 50 && ticks >= 4 && runs >= 9 && reads > 10 && faults > 2, $"{webhooks} webhooks, {ticks} ticks, {runs} runs, {reads} reads, {faults} faults");
            return $"seed {seed}: {judgements} judgements, no incident, {retrying} while a single failed request was repeated; {webhooks} webhooks, {runs} scheduled runs, {reads} reads, {faults} single faults, 1 stranger";
        }

        /// <summary>Reminders come a few seconds late.</summary>
        private DateTimeOffset NextTick() => _cluster.NextTick!.Value.AddSeconds(_random.Next(20));

        private void Wait(TimeSpan time)
        {
            var end = clock.GetUtcNow() + time;
            _pump.Run(Step.ToTheEnd, end);
            clock.MoveTo(end);
        }

        private static void Begin(Task task) => _ = task.Exception;
    }
}
