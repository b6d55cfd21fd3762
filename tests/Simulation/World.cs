using System.Security.Cryptography;
using System.Text.Json;
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
    private static readonly (string Sandbox, string Tenant, string TenantPublic) Keys = MakeKeys();
    private static readonly SyncKind[] Kinds = Enum.GetValues<SyncKind>();

    private readonly Story _story;
    private readonly WorldClock _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly Pump _pump;
    private readonly Stores _stores;
    private readonly SyncSettings _settings;
    private readonly List<(DateTimeOffset At, WebhookSource Source, byte[] Body)> _late = [];
    private readonly List<Life> _frozen = [];
    private readonly Silo.ErrorLog _log = new();
    private Silo _silo;

    private World(Story story, SandboxServer sandbox, Stores stores, WorldClock clock)
    {
        (_story, Sandbox, _stores, _clock) = (story, sandbox, stores, clock);
        _pump = new Pump(story.Seed, clock);
        _settings = new SyncSettings { SyncOnboarding = story.Processes > 0 };
        _silo = NewSilo();
        Inspector = new Inspector(Sandbox, stores.Get<IRecordReader>(), _pump, clock, _log);
    }

    public SandboxServer Sandbox { get; }

    private Inspector Inspector { get; }

    private DateTimeOffset Never => _clock.GetUtcNow().AddDays(30);

    private SandboxWorld Records => Sandbox.World;

    private SandboxCorrections Corrections => Sandbox.World.Corrections;

    /// <summary>Tells the story to its end.</summary>
    public static async Task<Ending> Tell(Story story, DatabaseKind database)
    {
        var clock = new WorldClock(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using var stores = await Stores.Open(database, clock);
        await using var sandbox = await SandboxServer.StartInMemoryAsync(new SandboxOptions
        {
            CompanyId = $"world-{Guid.NewGuid():N}",
            Seed = story.Seed,
            Candidates = story.People,
            Jobs = story.Jobs,
            Processes = story.Processes,
            SecondApplicationShare = story.SecondApplications,
            DocumentShare = 0.1,
            DataUpTo = clock.GetUtcNow().AddDays(-20),
            Quirks = story.Habits,
            TimeProvider = clock,
            RsaPrivateKeyPem = Keys.Sandbox,
            TenantPublicKeyPem = Keys.TenantPublic,
        });
        await using var world = new World(story, sandbox, stores, clock);
        var told = new TaskCompletionSource<Ending>(TaskCreationOptions.RunContinuationsAsynchronously);

        // A thread of its own: every await of the product goes on here, so that the order of things is the story's.
        new Thread(() => told.SetResult(new Ending(world.TellAll(), world._pump.Calls, world.Inspector.TellRuns()))) { IsBackground = true, Name = "world" }.Start();
        return await told.Task;
    }

    public void Start(SyncKind kind, SyncMode? mode, RunTrigger trigger)
    {
        if (kind != SyncKind.Onboarding || _settings.SyncOnboarding)
        {
            Begin(_silo.Start(kind, mode, trigger));
        }
    }

    public void Change(PersonStep step)
    {
        if (step.Change == PersonChange.Add)
        {
            Announce(step, Records.AddCandidate(announce: false), null);
            return;
        }

        if (Person(step.Person) is not { } person)
        {
            return;
        }

        var applications = Records.ApplicationIdsOf(person);
        var application = applications.Count > 0 ? applications[step.Other % applications.Count] : null;
        var other = Person(step.Other) is { } found && found != person ? found : null;
        var isAbout = person;
        switch (step.Change)
        {
            case PersonChange.Edit:
                Records.ChangeCandidate(person, announce: false);
                break;
            case PersonChange.Stage when application is not null:
                Records.ChangeCandidateStage(person, application, step.Other % 2 == 0 ? "Hired" : $"Stage {step.Other}", announce: false);
                break;
            case PersonChange.Merge when other is not null:
                Corrections.Merge(person, other);
                isAbout = other;
                break;
            case PersonChange.MoveApplication when other is not null && application is not null:
                Corrections.MoveApplication(application, other);
                isAbout = other;
                break;
            case PersonChange.DeleteApplication when application is not null:
                Corrections.DeleteApplication(application);
                break;
            case PersonChange.Delete:
                Records.DeleteCandidate(person);
                break;
            case PersonChange.Erase or PersonChange.EraseDatesBack:
                Corrections.Erase(person, datesBack: step.Change == PersonChange.EraseDatesBack);
                break;
            case PersonChange.DateBack or PersonChange.DateBackByAMillisecond or PersonChange.DateFarAhead when application is not null:
                Corrections.SetDate(application, step.Change switch
                {
                    PersonChange.DateBack => _clock.GetUtcNow().AddDays(-400),
                    PersonChange.DateFarAhead => new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero),
                    _ => _clock.GetUtcNow().AddMilliseconds(-1),
                });
                break;
            case PersonChange.DocumentsCome or PersonChange.DocumentsReplaced or PersonChange.DocumentsWithdrawn:
                Corrections.SetDocuments(person, Documents(step), dated: step.Other % 3 != 0);
                break;
            default:
                break;
        }

        Announce(step, isAbout, application);
    }

    public void Change(JobStep step)
    {
        var jobs = Records.JobIds;
        if (step.Change == JobChangeKind.Restore)
        {
            if (Inspector.JobsEver.Count > 0)
            {
                Corrections.RestoreJob(Inspector.JobsEver[step.Job % Inspector.JobsEver.Count]);
            }

            return;
        }

        if (jobs.Count == 0)
        {
            return;
        }

        var job = jobs[step.Job % jobs.Count];
        Action<string> change = step.Change switch
        {
            JobChangeKind.Unlist => Corrections.UnlistJob,
            JobChangeKind.Delete => Records.DeleteJob,
            _ => id => Records.ChangeJob(id, step.Job % 2 == 0 ? "Closed" : null, announce: false),
        };
        change(job);
        Send(step.Telling, WebhookSource.Job, new { eventType = "jobUpdate", jobId = job });
    }

    public void Change(ProcessStep step)
    {
        if (step.Change == ProcessChangeKind.Restore && Inspector.ProcessesEver.Count > 0)
        {
            Corrections.RestoreProcess(Inspector.ProcessesEver[step.Process % Inspector.ProcessesEver.Count]);
        }
        else if (step.Change != ProcessChangeKind.Restore && Records.ProcessIds is { Count: > 0 } processes)
        {
            var process = processes[step.Process % processes.Count];
            if (step.Change == ProcessChangeKind.Delete)
            {
                Corrections.DeleteProcess(process);
            }
            else
            {
                Records.ChangeProcessStatus(process, $"status {_clock.GetUtcNow():HHmmss}", announce: false);
            }

            Send(step.Telling, WebhookSource.Onboarding, new { eventType = "processUpdate", processId = process });
        }
    }

    public void LookAtDocuments(int number)
    {
        if (Person(number) is { } person)
        {
            Begin(_silo.ListDocuments(person));
        }
    }

    public void Kill(int inCalls, bool lastCallHappens) => (_silo.Life.Left, _silo.Life.LastCallHappens) = (inCalls, lastCallHappens);

    public void Restart()
    {
        _pump.Await(_silo.Stop(), Never);
        _silo = NewSilo();
    }

    public void Freeze()
    {
        _silo.Life.IsFrozen = true;
        _frozen.Add(_silo.Life);
        _silo = NewSilo();
    }

    /// <summary>Time goes by with the sweeper's looks, as often as they can matter.</summary>
    public void Wait(TimeSpan time)
    {
        var end = _clock.GetUtcNow() + time;
        for (var pause = TimeSpan.FromSeconds(5); _clock.GetUtcNow() < end;)
        {
            Revive();
            foreach (var due in _late.FindAll(each => each.At <= _clock.GetUtcNow()))
            {
                _late.Remove(due);
                Deliver(due.Source, due.Body);
            }

            Begin(_silo.Sweep());
            var next = Earlier(end, _clock.GetUtcNow() + pause);
            _pump.Run(Step.ToTheEnd, next);
            _clock.MoveTo(next);
            Inspector.Look();
            pause = pause < TimeSpan.FromHours(1) ? pause * 2 : pause;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _silo.Life.Kill();
        _frozen.ForEach(static life => life.Kill());
        await Sandbox.DisposeAsync();
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private string? TellAll()
    {
        var told = 0;
        try
        {
            Inspector.Look();
            foreach (var step in _story.Steps)
            {
                Revive();
                _clock.MoveTo(_clock.GetUtcNow().AddSeconds(1));
                step.Happen(this);
                told++;
                Inspector.Changed();
                if (!_pump.Run(step.CallsAfter, _clock.GetUtcNow().AddHours(3)) && _silo.Life.IsDead)
                {
                    Revive();
                }

                Inspector.Look();
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
        Sandbox.ClearFaults();
        var lies = Sandbox.Quirks.Total is TotalForm.TooLarge;
        Sandbox.Quirks = Sandbox.Quirks with { Total = lies ? TotalForm.Right : Sandbox.Quirks.Total };
        _frozen.ForEach(static life => life.IsFrozen = false);
        _pump.Run(Step.ToTheEnd, _clock.GetUtcNow().AddMinutes(1));
        Wait(TimeSpan.FromHours(30));
        foreach (var trigger in (RunTrigger[])[RunTrigger.Schedule, RunTrigger.Person, RunTrigger.Person])
        {
            foreach (var kind in Kinds)
            {
                Start(kind, SyncMode.Full, trigger);
                _pump.Run(Step.ToTheEnd, Never);
                Inspector.Look();
            }

            Wait(TimeSpan.FromMinutes(10));
        }

        Inspector.LookAtLast(DocumentsOf);
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

    private Silo NewSilo() => new(Sandbox, Keys.Tenant, _settings, _stores, _pump, _clock, _log);

    /// <summary>Begins something whose end nobody waits for; it goes on with the pump.</summary>
    private static void Begin(Task task) => _ = task.Exception;

    private string? Person(int number) => Records.CandidateIds is { Count: > 0 } ids ? ids[number % ids.Count] : null;

    private List<SandboxDocument> Documents(PersonStep step) => step.Change == PersonChange.DocumentsWithdrawn ? [] :
    [
        .. Enumerable.Range(0, 1 + (step.Other % 4)).Select(number => new SandboxDocument(
            number == 0 ? "resume" : "attachment", step.Other % 5 == 0 ? null : number == 0 ? "cv.txt" : "cert.pdf", $"Text {step.Change} {step.Other} {number} of {_clock.GetUtcNow():O}")
        {
            Inline = number == 0 && step.Other % 2 == 0,
            Id = step.Other % 3 == 0 ? $"d{step.Person}{number}{_clock.GetUtcNow().Ticks % 100_000}" : null,
        }),
    ];

    private void Announce(PersonStep step, string person, string? application)
    {
        object body = step.Form switch
        {
            CandidateWebhookForm.StageChange => new { url = "https://app.jobvite.example/c", id = person, applicationId = application, oldValue = "New", newValue = "Hired", date = 1 },
            CandidateWebhookForm.RecordedStageChange when application is not null =>
                new { eventType = "workflowUpdate", url = "https://app.jobvite.example/c", id = "e" + application, applicationId = application, oldValue = "New", newValue = "Hired", date = 1 },
            CandidateWebhookForm.ApplicationOnly when application is not null => new { eventType = "workflowUpdate", applicationId = application },
            _ => new { eventType = "workflowUpdate", candidateId = person, applicationId = application },
        };
        Send(step.Telling, WebhookSource.Candidate, body);
    }

    private void Send(Telling telling, WebhookSource source, object message)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message);
        for (var times = telling switch { Telling.Once => 1, Telling.Twice => 2, _ => 0 }; times > 0; times--)
        {
            Deliver(source, body);
        }

        if (telling == Telling.Late)
        {
            _late.Add((_clock.GetUtcNow().AddMinutes(20), source, body));
        }
    }

    private void Deliver(WebhookSource source, byte[] body) => Begin(_silo.Receive(source, body, Sandbox.Credentials.WebhookSigningKey));

    private static (string Sandbox, string Tenant, string TenantPublic) MakeKeys()
    {
        using var sandbox = RSA.Create(2048);
        using var tenant = RSA.Create(2048);
        return (sandbox.ExportPkcs8PrivateKeyPem(), tenant.ExportPkcs8PrivateKeyPem(), tenant.ExportSubjectPublicKeyInfoPem());
    }
}
