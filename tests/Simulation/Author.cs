using Jobvite.Grains.Interfaces;
using Jobvite.Sandbox;

namespace Jobvite.Simulation.Tests;

/// <summary>What a made-up story may contain. All of it, unless a fault of the product is being looked for by parts.</summary>
[Flags]
internal enum Ingredients
{
    None = 0,
    Habits = 1,
    Faults = 2,
    Kills = 4,
    Corrections = 8,
    Documents = 16,
    Onboarding = 32,
    Events = 64,
    Interleaving = 128,
    Large = 256,
    Dates = 512,
    Jobs = 1024,
    Sources = 2048,
    Limits = 4096,
    Eeo = 8192,
    Deletions = 16384,
    All = 32767,
}

/// <summary>Makes up stories: the same seed, the same story.</summary>
internal sealed class Author(int seed, Ingredients with)
{
    private static readonly PersonChange[] Everyday = [PersonChange.Edit, PersonChange.Stage, PersonChange.Stage, PersonChange.Add, PersonChange.Delete];
    private static readonly PersonChange[] Rare = [PersonChange.Merge, PersonChange.MoveApplication, PersonChange.DeleteApplication, PersonChange.Erase];
    private static readonly PersonChange[] Dates = [PersonChange.EraseDatesBack, PersonChange.DateBack, PersonChange.DateBackByAMillisecond, PersonChange.DateFarAhead];
    private static readonly PersonChange[] Documents = [PersonChange.DocumentsCome, PersonChange.DocumentsReplaced, PersonChange.DocumentsWithdrawn];

    private readonly Random _random = new(seed);

    public Story Write()
    {
        var large = Has(Ingredients.Large) && Chance(0.03);
        var people = large ? 450 + _random.Next(700) : Chance(0.15) ? _random.Next(3) : 3 + _random.Next(25);
        Step[] steps = [First(), .. Enumerable.Range(0, 4 + _random.Next(large ? 8 : 20)).SelectMany(_ => Next())];
        return new Story
        {
            Seed = seed,
            People = people,
            Interval = Perhaps(0.1, TimeSpan.FromHours(6), () => Pick([TimeSpan.FromHours(1), TimeSpan.FromHours(24)])),
            Other = Pick<OtherSource>(),
            OtherPeople = Chance(0.5) ? people + _random.Next(-Math.Min(people, 3), 4) : _random.Next(30),
            SameRecords = Chance(0.5),
            Jobs = Chance(0.1) ? _random.Next(2) : 2 + _random.Next(8),
            Processes = Has(Ingredients.Onboarding) && Chance(0.3) ? 1 + _random.Next(4) : 0,
            SecondApplications = _random.NextDouble() * 0.6,
            Habits = Has(Ingredients.Habits) ? Habits(large) : new SandboxQuirks { Total = TotalForm.Right },
            Steps = [.. steps],
        };
    }

    private bool Has(Ingredients one) => with.HasFlag(one);

    private bool Chance(double probability) => _random.NextDouble() < probability;

    private T Pick<T>(IReadOnlyList<T> values) => values[_random.Next(values.Count)];

    private T Pick<T>()
        where T : struct, Enum => Pick(Enum.GetValues<T>());

    private T Perhaps<T>(double probability, T usual, Func<T> other) => Chance(probability) ? other() : usual;

    private int After() => Has(Ingredients.Interleaving) && Chance(0.6) ? _random.Next(12) : Step.ToTheEnd;

    private Telling Told() => Has(Ingredients.Events) ? Pick<Telling>() : Telling.Lost;

    private RunStep First() => new(SyncKind.Candidates, SyncMode.Full, RunTrigger.Schedule, After());

    private Step[] Next() => _random.Next(24) switch
    {
        < 7 => [Person()],
        < 9 when Has(Ingredients.Jobs) => [new JobStep(Pick<JobChangeKind>(), _random.Next(10), Told(), After())],
        < 10 when Has(Ingredients.Onboarding) => [new ProcessStep(Pick([ProcessChangeKind.Status, ProcessChangeKind.Status, ProcessChangeKind.Delete, ProcessChangeKind.Restore]), _random.Next(4), Told(), After())],
        < 12 when Has(Ingredients.Faults) => [Fault()],
        < 13 when Has(Ingredients.Kills) => [Break()],
        < 15 => [new WaitStep(Pick([TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(70), TimeSpan.FromHours(25), TimeSpan.FromDays(4)]))],
        < 16 when Has(Ingredients.Documents) => [new LookAtDocumentsStep(_random.Next(30), After())],
        < 17 when Has(Ingredients.Sources) => Chance(0.5) ? [new SourceStep(After())] : [Run()],
        < 18 when Has(Ingredients.Limits) => [Limit()],
        < 19 when Has(Ingredients.Eeo) => Chance(0.5) ? [new EeoStep(After())] : [Run()],
        < 20 when Has(Ingredients.Deletions) && Chance(0.3) => [new DeleteDataStep(After()), .. Chance(0.3) ? [Run()] : Array.Empty<Step>(), new ConnectStep(After())],
        _ => [Run()],
    };

    private RunStep Run() =>
        new(Perhaps(0.4, SyncKind.Candidates, Pick<SyncKind>), Pick(new SyncMode?[] { null, SyncMode.Full, SyncMode.Incremental }), Pick([RunTrigger.Schedule, RunTrigger.Person]), After());

    private Step Limit() => _random.Next(4) switch
    {
        0 => new CandidateLimitStep(Chance(0.5) ? null : 1 + _random.Next(20), After()),
        1 => new PageCapStep(Chance(0.3) ? null : 5 + _random.Next(12)),
        _ => new RequestLimitStep(
            Chance(0.4) ? null : new RequestLimits(Pick([3, 15, 60]), Pick([20, 60, 850]), Pick([30, 300, 20_000]), Pick([10, 40, 500])), After()),
    };

    private PersonStep Person()
    {
        List<PersonChange> changes = [.. Everyday];
        changes.AddRange(Has(Ingredients.Corrections) ? Rare : []);
        changes.AddRange(Has(Ingredients.Dates) ? Dates : []);
        changes.AddRange(Has(Ingredients.Documents) ? Documents : []);
        changes.AddRange(Has(Ingredients.Events) ? [PersonChange.NothingButAnEvent] : []);
        return new PersonStep(Pick(changes), _random.Next(30), _random.Next(30), Told(), Pick<CandidateWebhookForm>(), After());
    }

    private Step Fault()
    {
        if (Chance(0.2))
        {
            return new EndFaultsStep();
        }

        var kind = Pick(
        [
            FaultKind.Status, FaultKind.Status, FaultKind.HtmlPage, FaultKind.LoginRedirect, FaultKind.TruncatedJson, FaultKind.EmptyBody, FaultKind.PlainText,
            FaultKind.MalformedRecord, FaultKind.Latency, FaultKind.DroppedConnection, FaultKind.DroppedMidBody, FaultKind.UnauthorizedAsOk,
            FaultKind.InvalidKeySecret, FaultKind.RepeatedPage, FaultKind.IgnoredStart,
        ]);
        return new FaultStep(
            new SandboxFault(kind)
            {
                Endpoint = Pick([SandboxEndpoint.Candidate, SandboxEndpoint.Candidate, SandboxEndpoint.Job, SandboxEndpoint.Artifacts, SandboxEndpoint.Process]),
                Times = Perhaps(0.2, 1, () => 2 + _random.Next(8)),
                Skip = _random.Next(4),
                StatusCode = kind == FaultKind.Status ? Pick([500, 502, 503, 429, 403, 404, 401, 400]) : kind == FaultKind.HtmlPage ? Pick([200, 403, 503, 404]) : null,
                Shape = Pick<ErrorShape>(),
                RetryAfterSeconds = Chance(0.3) ? _random.Next(200) : null,
                Delay = kind == FaultKind.Latency ? TimeSpan.FromSeconds(_random.Next(90)) : null,
                RecordIndex = _random.Next(5),
            },
            CallsAfter: 0);
    }

    private Step Break() => _random.Next(4) switch
    {
        0 => new RestartStep(After()),
        1 => new FreezeStep(After()),
        _ => new KillStep(1 + _random.Next(15), Chance(0.5), 3 + _random.Next(20)),
    };

    private SandboxQuirks Habits(bool large) => new()
    {
        StartBase = Perhaps(0.3, 0, () => 1),
        // A page that is capped at 3 and then cut short by 2 shows nothing but the overlap; such a list the product may give up, and says so.
        PageCap = Chance(0.4) ? large ? 200 + _random.Next(200) : 5 + _random.Next(12) : null,
        ShortPageEvery = Chance(0.2) ? 2 + _random.Next(3) : null,
        Total = Perhaps(0.5, TotalForm.Right, Pick<TotalForm>),
        NothingMatches = Perhaps(0.5, NothingMatchesForm.EmptyList, Pick<NothingMatchesForm>),
        NotFound = Perhaps(0.5, NotFoundForm.EmptyList, Pick<NotFoundForm>),
        Status = Pick<StatusForm>(),
        NewestFirst = Chance(0.3),
        RecordedForm = Chance(0.2),
        ApplicationsAsList = Chance(0.1),
        CapitalIds = Chance(0.1),
        JobListName = Pick(["requisitions", "requisitions", "jobs", "items", "data"]),
        CandidateListName = Pick(["candidates", "candidates", "items", "data"]),
        JobSingle = Perhaps<SingleForm?>(0.3, null, () => Pick<SingleForm>()),
        CandidateSingle = Perhaps<SingleForm?>(0.3, null, () => Pick<SingleForm>()),
        Padding = Pick<EnvelopePadding>(),
        LongEnvelopeKey = Chance(0.2),
    };
}
