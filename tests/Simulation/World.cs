using Jobvite.Grains.Interfaces;
using Jobvite.Sandbox;
using Jobvite.Storage;

namespace Jobvite.Simulation.Tests;

/// <summary>How a story ended.</summary>
/// <param name="Problem">What went wrong; null when all went well.</param>
/// <param name="Calls">How many calls the product made.</param>
/// <param name="Runs">The runs, a line each.</param>
internal sealed record Ending(string? Problem, int Calls, string Runs);

/// <summary>A story told: the stand-in with its people, the product that mirrors them, and the time of both.</summary>
internal sealed class World : IAsyncDisposable
{
    private static readonly SyncKind[] Kinds = Enum.GetValues<SyncKind>();

    private readonly Story _story;
    private readonly WorldClock _clock;
    private readonly Pump _pump;
    private readonly Sources _sources;
    private readonly Cluster _cluster;
    private readonly Machine _machine;
    private readonly Inspector _inspector;
    private readonly List<Life> _frozen = [];
    private readonly List<Silo> _silos = [];
    private readonly Dictionary<string, string?> _limits = [];
    private Silo _silo;
    private (Task<ConfigureResult> Answer, Life Of)? _connecting;
    private Task<bool>? _leaving;
    private TimeSpan _attended;

    private World(Story story, Sources sources, Stores stores, WorldClock clock)
    {
        (_story, _sources, _clock) = (story, sources, clock);
        _pump = new Pump(story.Seed, clock);
        _cluster = new Cluster(clock);
        _machine = new Machine(IdOf(story), _cluster, stores, _pump, clock, sources, new Silo.ErrorLog());
        _inspector = new Inspector(
            _machine,
            stores.Get<IRecordReader>(),
            new Patience(() => _cluster.State!.Settings.ToSettings(), () => _silo!.ReadHealth().GetAwaiter().GetResult()));
        Jobvite = new Happenings(sources, clock, Deliver);
        _silo = NewSilo();
    }

    /// <summary>What happens at Jobvite.</summary>
    public Happenings Jobvite { get; }

    public SandboxServer Sandbox => _sources.Current;

    /// <summary>What the owner asks for when the company is connected.</summary>
    private SyncSettingsPatch Wanted => new()
    {
        SyncOnboarding = _story.Processes > 0,
        IntervalMinutes = (int)_story.Interval.TotalMinutes,
        FullSyncHours = _story.FullSyncHours,
    };

    private DateTimeOffset Never => _clock.GetUtcNow().AddDays(30);

    /// <summary>Tells the story to its end.</summary>
    public static async Task<Ending> Tell(Story story, DatabaseKind database)
    {
        var clock = new WorldClock(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using var stores = await Stores.Open(database, clock);
        await stores.Forget(IdOf(story));
        await using var sources = await Sources.Start(story, clock);
        await using var world = new World(story, sources, stores, clock);
        var told = new TaskCompletionSource<Ending>(TaskCreationOptions.RunContinuationsAsynchronously);

        // A thread of its own: every await of the product goes on here, so that the order of things is the story's.
        new Thread(() => told.SetResult(new Ending(world.TellAll(), world._pump.Calls, world._inspector.TellRuns()))) { IsBackground = true, Name = "world" }.Start();
        return await told.Task;
    }

    public void Start(SyncKind kind, SyncMode? mode, RunTrigger trigger)
    {
        if (kind != SyncKind.Onboarding || _story.Processes > 0)
        {
            Begin(_silo.Start(kind, mode, trigger));
        }
    }

    /// <summary>The owner changes settings.</summary>
    public void Configure(SyncSettingsPatch change) => Begin(_silo.Configure(new ConfigureCompany { SyncConfig = change }));

    /// <summary>The owner switches EEO data on, or off.</summary>
    public void SwitchEeoData() => Configure(new SyncSettingsPatch { StoreEeoData = _cluster.State is { Settings.StoreEeoData: false } });

    /// <summary>Records come from the other source from now on, or from the first one again.</summary>
    public void ChangeSource()
    {
        if (_sources.Change() is { } change)
        {
            // Who may be gone by then is connected anew, with everything.
            var isThere = _cluster.State is { Connected: true, DeletionOrderedAt: null } && _leaving is not { IsCompleted: false };
            Begin(_silo.Configure(isThere ? change : _sources.Complete(change) with { SyncConfig = Wanted }));
        }
        else
        {
            // The operator has moved the addresses.
            Restart();
        }
    }

    /// <summary>The owner disconnects the company and has its data deleted.</summary>
    public void DeleteData()
    {
        // The cluster has given up on a process that stands still; when it wakes up it finds that out and goes away.
        KillFrozen();
        _connecting = null;
        _leaving = _silo.DeleteData();
        Begin(_leaving);
    }

    /// <summary>The owner connects the company, unless it is connected.</summary>
    public void Connect()
    {
        if (_cluster.State is not { Connected: true })
        {
            var answer = _silo.Configure(_sources.Connect() with { SyncConfig = Wanted });
            _connecting = (answer, _silo.Life);
            Begin(answer);
        }
    }

    /// <summary>The operator changes how many requests may be sent; null: as many as are wanted.</summary>
    public void LimitRequests(RequestLimits? limits)
    {
        _limits.Clear();
        foreach (var (name, value) in limits?.Variables ?? [])
        {
            _limits[name] = value;
        }

        Restart();
    }

    public void LookAtDocuments(int number)
    {
        if (Jobvite.Person(number) is { } person)
        {
            Begin(_silo.ListDocuments(person));
        }
    }

    public void Kill(int inCalls, bool lastCallHappens) => (_silo.Life.Left, _silo.Life.LastCallHappens) = (inCalls, lastCallHappens);

    public void Restart()
    {
        // Who is asked to stop is not killed as well.
        _silo.Life.Left = null;
        _pump.Await(_silo.Stop(), Never);
        _silo = NewSilo();
    }

    public void Freeze()
    {
        _silo.Life.IsFrozen = true;
        _frozen.Add(_silo.Life);
        _silo = NewSilo();
    }

    /// <summary>Time goes by with the schedule's ticks and the looks of the background services, as often as they can matter.</summary>
    public void Wait(TimeSpan time)
    {
        var end = _clock.GetUtcNow() + time;
        for (var pause = TimeSpan.FromSeconds(5); _clock.GetUtcNow() < end;)
        {
            Revive();
            Jobvite.DeliverLate();
            ConnectAgain();
            if (_cluster.NextTick <= _clock.GetUtcNow())
            {
                Begin(_silo.Tick());
            }

            Begin(_silo.Sweep());
            var scrubbing = _silo.Scrub();
            var next = Earlier(Earlier(end, _clock.GetUtcNow() + pause), _cluster.NextTick is { } tick && tick > _clock.GetUtcNow() ? tick : end);
            _attended += next - _clock.GetUtcNow();
            _pump.Run(Step.ToTheEnd, next);
            _clock.MoveTo(next);
            _inspector.Look(_attended, isScrubbed: scrubbing.IsCompletedSuccessfully && _frozen.Count == 0);
            pause = pause < TimeSpan.FromHours(1) ? pause * 2 : pause;
        }
    }

    public ValueTask DisposeAsync()
    {
        _silo.Life.Kill();
        KillFrozen();
        _silos.ForEach(static silo => silo.Dispose());
        return ValueTask.CompletedTask;
    }

    /// <summary>Ticks of the schedule depend on it, so a story has always the same one.</summary>
    private static string IdOf(Story story) => $"world-{story.Seed}";

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private string? TellAll()
    {
        var told = 0;
        try
        {
            Connect();
            _pump.Run(Step.ToTheEnd, Never);
            _inspector.Look(_attended);
            foreach (var step in _story.Steps)
            {
                Revive();
                _clock.MoveTo(_clock.GetUtcNow().AddSeconds(1));
                step.Happen(this);
                told++;
                _inspector.Changed();
                if (!_pump.Run(step.CallsAfter, _clock.GetUtcNow().AddHours(3)) && _silo.Life.IsDead)
                {
                    Revive();
                }

                _inspector.Look(_attended);
            }

            End();
            return null;
        }
        catch (BrokenPromiseException broken)
        {
            return $"{(told < _story.Steps.Length ? $"After step {told}: " : "At the end: ")}{broken.Message}";
        }
        catch (Exception exception)
        {
            return $"After step {told}: {exception}";
        }
    }

    /// <summary>The faults cease, time goes by, and two quiet full runs must make the mirror equal to the world.</summary>
    private void End()
    {
        _sources.Both(static source =>
        {
            source.ClearFaults();
            source.Quirks = source.Quirks with { Total = source.Quirks.Total is TotalForm.TooLarge ? TotalForm.Right : source.Quirks.Total };
        });
        _inspector.Changed();
        _frozen.ForEach(static life => life.IsFrozen = false);
        _pump.Run(Step.ToTheEnd, _clock.GetUtcNow().AddMinutes(1));
        if (_limits.Count > 0)
        {
            Revive();
            LimitRequests(null);
        }

        ConnectAtLast();
        Wait(TimeSpan.FromHours(30));
        foreach (var trigger in (RunTrigger[])[RunTrigger.Schedule, RunTrigger.Person, RunTrigger.Person])
        {
            foreach (var kind in Kinds)
            {
                Start(kind, SyncMode.Full, trigger);
                _pump.Run(Step.ToTheEnd, Never);
                _inspector.Look(_attended);
            }

            Wait(TimeSpan.FromMinutes(10));
        }

        _inspector.LookAtLast(_attended, DocumentsOf);
    }

    /// <summary>An ordered deletion must come to its end by itself; then the company is connected again, without a limit.</summary>
    private void ConnectAtLast()
    {
        Revive();
        _silo.Life.Left = null;
        for (var minutes = 0; _cluster.State is { DeletionOrderedAt: not null } && minutes < 10; minutes++)
        {
            Wait(TimeSpan.FromMinutes(1));
        }

        // Awaited, since a quiet pump does not mean that no other thread is about to answer.
        Revive();
        Connect();
        if (_connecting is { Of.IsDead: false } connecting)
        {
            _pump.Await(connecting.Answer, Never);
        }

        _pump.Await(_silo.Configure(new ConfigureCompany { SyncConfig = new SyncSettingsPatch { CandidateSyncLimitGiven = true } }), Never);
        if (_cluster.State is not { Connected: true, Settings.CandidateSyncLimit: null })
        {
            throw new BrokenPromiseException("The company cannot be connected.");
        }
    }

    /// <summary>Who was refused because Jobvite did not accept the credentials just then tries again, as does who got no answer.</summary>
    private void ConnectAgain()
    {
        if (_connecting is { } last && (last.Answer.IsCompleted || last.Of.IsDead))
        {
            Connect();
        }
    }

    private List<string> DocumentsOf(string person)
    {
        var list = _pump.Await(_silo.ListDocuments(person), Never);
        return list is null ? [] :
        [
            .. list.Documents.Select(document =>
            {
                var download = _pump.Await(_silo.Download(document.Id), Never);
                return $"{document.Type} {document.FileName} {(download.Content is { } content ? Judge.Hash(content) : $"without content: {download.Error}")}";
            }).Order(StringComparer.Ordinal),
        ];
    }

    private void Revive()
    {
        if (_silo.Life.IsDead)
        {
            _silo = NewSilo();
        }
    }

    private void KillFrozen()
    {
        _frozen.ForEach(static life => life.Kill());
        _frozen.Clear();
    }

    private Silo NewSilo()
    {
        _silos.Add(new Silo(_machine, new Dictionary<string, string?>([.. _limits, .. _sources.Variables])));
        return _silos[^1];
    }

    /// <summary>Begins something whose end nobody waits for; it goes on with the pump.</summary>
    private static void Begin(Task task) => _ = task.Exception;

    private void Deliver(WebhookSource source, byte[] body) => Begin(_silo.Receive(source, body, _sources.SigningKey));
}
