using System.Collections.Immutable;
using System.Globalization;
using Jobvite.Grains.Budget;
using Jobvite.Grains.Interfaces;
using Jobvite.Sandbox;

namespace Jobvite.Simulation.Tests;

/// <summary>Whether and how the webhook of a change arrives.</summary>
internal enum Telling
{
    Lost,
    Once,
    Twice,
    Late,
}

/// <summary>Something that happens; then so many calls of the product go on before the next thing does.</summary>
internal abstract record Step(int CallsAfter)
{
    /// <summary>Everything that is under way comes to its end first.</summary>
    public const int ToTheEnd = int.MaxValue;

    public abstract void Happen(World world);

    protected static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    public string Tell() => $"{Words()}{(CallsAfter == ToTheEnd ? "" : $", and {CallsAfter} calls later")}";

    protected abstract string Words();
}

/// <summary>A change of somebody's record; people are numbered in the order of their making.</summary>
internal sealed record PersonStep(PersonChange Change, int Person, int Other, Telling Telling, CandidateWebhookForm Form, int CallsAfter) : Step(CallsAfter)
{
    public override void Happen(World world) => world.Jobvite.Change(this);

    protected override string Words() => $"{Change} of person {Number(Person)}{(Change is PersonChange.Merge or PersonChange.MoveApplication ? $" to person {Number(Other)}" : "")}"
        + (Telling == Telling.Lost ? ", untold" : $", told {Telling} by {Form}");
}

internal enum PersonChange
{
    Edit,
    Stage,
    Add,
    Merge,
    MoveApplication,
    DeleteApplication,
    Delete,
    Erase,
    EraseDatesBack,
    DateBack,
    DateBackByAMillisecond,
    DateFarAhead,
    DocumentsCome,
    DocumentsReplaced,
    DocumentsWithdrawn,
    NothingButAnEvent,
}

internal sealed record JobStep(JobChangeKind Change, int Job, Telling Telling, int CallsAfter) : Step(CallsAfter)
{
    public override void Happen(World world) => world.Jobvite.Change(this);

    protected override string Words() => $"{Change} of job {Number(Job)}, told {Telling}";
}

internal enum JobChangeKind
{
    Edit,
    Unlist,
    Delete,
    Restore,
}

internal sealed record ProcessStep(ProcessChangeKind Change, int Process, Telling Telling, int CallsAfter) : Step(CallsAfter)
{
    public override void Happen(World world) => world.Jobvite.Change(this);

    protected override string Words() => $"{Change} of process {Number(Process)}, told {Telling}";
}

internal enum ProcessChangeKind
{
    Status,
    Delete,
    Restore,
}

internal sealed record RunStep(SyncKind Kind, SyncMode? Mode, RunTrigger Trigger, int CallsAfter) : Step(CallsAfter)
{
    public override void Happen(World world) => world.Start(Kind, Mode, Trigger);

    protected override string Words() => $"run of {Kind}, {Mode?.ToString() ?? "as is due"}, by {Trigger}";
}

internal sealed record WaitStep(TimeSpan Time) : Step(0)
{
    public override void Happen(World world) => world.Wait(Time);

    protected override string Words() => $"{Time} go by";
}

internal sealed record FaultStep(SandboxFault Fault, int CallsAfter) : Step(CallsAfter)
{
    public override void Happen(World world) => world.Sandbox.Inject(Fault);

    protected override string Words() =>
        $"{Fault.Times} × {Fault.Kind}{(Fault.StatusCode is { } code ? $" {code}" : "")} at {Fault.Endpoint?.ToString() ?? "any endpoint"}{(Fault.Skip > 0 ? $", after {Fault.Skip}" : "")}";
}

internal sealed record EndFaultsStep() : Step(0)
{
    public override void Happen(World world) => world.Sandbox.ClearFaults();

    protected override string Words() => "the faults end";
}

internal sealed record KillStep(int InCalls, bool LastCallHappens, int CallsAfter) : Step(CallsAfter)
{
    public override void Happen(World world) => world.Kill(InCalls, LastCallHappens);

    protected override string Words() => $"kill in {InCalls} calls{(LastCallHappens ? ", its last call happens" : "")}";
}

internal sealed record RestartStep(int CallsAfter) : Step(CallsAfter)
{
    public override void Happen(World world) => world.Restart();

    protected override string Words() => "restart in peace";
}

internal sealed record FreezeStep(int CallsAfter) : Step(CallsAfter)
{
    public override void Happen(World world) => world.Freeze();

    protected override string Words() => "the process stands still, another one comes, then it wakes up";
}

internal sealed record LookAtDocumentsStep(int Person, int CallsAfter) : Step(CallsAfter)
{
    public override void Happen(World world) => world.LookAtDocuments(Person);

    protected override string Words() => $"somebody looks at the documents of person {Number(Person)}";
}

/// <summary>Environment, API key or address become those of the other source, or those of the first one again.</summary>
internal sealed record SourceStep(int CallsAfter) : Step(CallsAfter)
{
    public override void Happen(World world) => world.ChangeSource();

    protected override string Words() => "records come from the other source";
}

/// <summary>What makes the other source another one.</summary>
internal enum OtherSource
{
    Key,
    Environment,
    Address,
}

internal sealed record EeoStep(int CallsAfter) : Step(CallsAfter)
{
    public override void Happen(World world) => world.SwitchEeoData();

    protected override string Words() => "EEO data are switched on, or off";
}

internal sealed record CandidateLimitStep(int? Limit, int CallsAfter) : Step(CallsAfter)
{
    public override void Happen(World world) => world.Configure(new SyncSettingsPatch { CandidateSyncLimit = Limit, CandidateSyncLimitGiven = true });

    protected override string Words() => $"candidateSyncLimit becomes {Limit?.ToString(CultureInfo.InvariantCulture) ?? "none"}";
}

internal sealed record PageCapStep(int? Cap) : Step(0)
{
    public override void Happen(World world) => world.Sandbox.Quirks = world.Sandbox.Quirks with { PageCap = Cap };

    protected override string Words() => $"pages have at most {Cap?.ToString(CultureInfo.InvariantCulture) ?? "500"} records";
}

/// <summary>How many requests the product may send.</summary>
internal sealed record RequestLimits(int PerMinute, int PerHour, int CandidatesPerDay, int RequisitionsPerDay)
{
    public IEnumerable<KeyValuePair<string, string?>> Variables =>
        typeof(RequestLimits).GetProperties().Where(static limit => limit.PropertyType == typeof(int))
            .Select(limit => KeyValuePair.Create($"{RequestBudgetOptions.Section}:{limit.Name}", Convert.ToString(limit.GetValue(this), CultureInfo.InvariantCulture)));
}

internal sealed record RequestLimitStep(RequestLimits? Limits, int CallsAfter) : Step(CallsAfter)
{
    public override void Happen(World world) => world.LimitRequests(Limits);

    protected override string Words() => Limits is null ? "restart without limits of requests"
        : $"restart with {Limits.PerMinute} requests a minute, {Limits.PerHour} an hour, {Limits.CandidatesPerDay} of candidates and {Limits.RequisitionsPerDay} of jobs a day";
}

internal sealed record DeleteDataStep(int CallsAfter) : Step(CallsAfter)
{
    public override void Happen(World world) => world.DeleteData();

    protected override string Words() => "disconnect and delete the data";
}

internal sealed record ConnectStep(int CallsAfter) : Step(CallsAfter)
{
    public override void Happen(World world) => world.Connect();

    protected override string Words() => "connect, if need be";
}

/// <summary>A world, all that happens in it, and the seed that decides in which order calls go on.</summary>
internal sealed record Story
{
    public required int Seed { get; init; }

    public int People { get; init; } = 8;

    public int Jobs { get; init; } = 4;

    public int Processes { get; init; }

    public double SecondApplications { get; init; } = 0.3;

    /// <summary>From one scheduled run to the next.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromHours(6);

    public int FullSyncHours { get; init; } = 24;

    public OtherSource Other { get; init; }

    public int OtherPeople { get; init; } = 5;

    /// <summary>Whether the other source began as a copy, with the same ids.</summary>
    public bool SameRecords { get; init; }

    public SandboxQuirks Habits { get; init; } = new() { Total = TotalForm.Right };

    public ImmutableArray<Step> Steps { get; init; } = [];

    public string Tell() => string.Join('\n',
    [
        $"  {People} people ({SecondApplications:P0} with two applications), {Jobs} jobs, {Processes} processes",
        $"  habits: {string.Join(", ", Unusual())}",
        .. Steps.Any(static step => step is SourceStep) ? [$"  another source by {Other}, {OtherPeople} people, {(SameRecords ? "a copy" : "others")}"] : Array.Empty<string>(),
        .. Steps.Select(static (step, index) => $"  {index + 1}. {step.Tell()}"),
    ]);

    private IEnumerable<string> Unusual()
    {
        var usual = new SandboxQuirks { Total = TotalForm.Right };
        var unusual = typeof(SandboxQuirks).GetProperties().Where(habit => !Equals(habit.GetValue(Habits), habit.GetValue(usual)))
            .Select(habit => $"{habit.Name} {habit.GetValue(Habits)}").ToList();
        return unusual.Count > 0 ? unusual : ["none"];
    }
}
