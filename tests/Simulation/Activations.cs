using System.Reflection;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Secrets;
using Jobvite.Grains.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Timers;

namespace Jobvite.Simulation.Tests;

/// <summary>
/// What Orleans keeps of a company, whichever process lives: the stored state of its tenant grain, of its owner's directory and of the key
/// that budgets are named with, the tenant grain's one reminder, and where its one activation is.
/// </summary>
internal sealed class Cluster(TimeProvider time) : IReminderRegistry
{
    /// <summary>As it is stored; null when it was never written, or was cleared.</summary>
    public CompanyState? State { get; set; }

    /// <summary>Which company its owner has.</summary>
    public DirectoryState? Directory { get; set; }

    public ProtectedKeyState? MeterKey { get; set; }

    /// <summary>The company's tenant grain in the process that came last: calls from any process reach it.</summary>
    public ICompanyGrain? Tenant { get; set; }

    /// <summary>When the reminder ticks next; null when there is none.</summary>
    public DateTimeOffset? NextTick { get; private set; }

    public TimeSpan Period { get; private set; }

    /// <summary>The reminder is delivered: the next tick is a period later.</summary>
    public TickStatus Tick()
    {
        NextTick += Period;
        return new TickStatus(default, Period, default);
    }

    public Task<IGrainReminder> RegisterOrUpdateReminder(GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        (NextTick, Period) = (time.GetUtcNow() + dueTime, period);
        return Task.FromResult(Reminder(reminderName));
    }

    public Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder)
    {
        NextTick = null;
        return Task.CompletedTask;
    }

    public Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName) =>
        Task.FromResult(NextTick is null ? null : Reminder(reminderName));

    public Task<List<IGrainReminder>> GetReminders(GrainId callingGrainId) => throw new NotSupportedException("Nobody asks for all of them.");

    private static IGrainReminder Reminder(string name) => Invented<IGrainReminder>.Of((_, _) => name);
}

/// <summary>Makes grains as Orleans does: with a key, services, and timers on the world's clock.</summary>
internal static class Activations
{
    private static readonly MethodInfo Enter = typeof(IGrainContext).Assembly.GetType("Orleans.Runtime.RuntimeContext", throwOnError: true)!
        .GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        .Single(static method => method.Name == "SetExecutionContext" && method.GetParameters().Length == 2);

    public static TGrain Create<TGrain>(string key, IServiceProvider services, params object[] parameters)
        where TGrain : Grain
    {
        var id = GrainId.Create("simulated", key);
        var context = Invented<IGrainContext>.Of((method, _) => method.Name switch
        {
            "get_GrainId" => id,
            "get_ActivationServices" => services,
            _ => null,
        });
        var exchanged = new object?[] { context, null };
        Enter.Invoke(null, exchanged);
        try
        {
            return ActivatorUtilities.CreateInstance<TGrain>(services, parameters);
        }
        finally
        {
            Enter.Invoke(null, [exchanged[1], null]);
        }
    }
}

/// <summary>A grain's state, read when the activation is made; a write waits for its turn like every other.</summary>
/// <param name="stored">As it is stored; null when it is not.</param>
/// <param name="store">Stores it, or null to clear it.</param>
/// <param name="pump">Where writes wait.</param>
internal sealed class GrainStorage<TState>(TState? stored, Action<TState?> store, Pump pump) : IPersistentState<TState>
    where TState : class, new()
{
    public TState State { get; set; } = stored ?? new TState();

    public string Etag => "";

    public bool RecordExists => stored is not null;

    public Task ReadStateAsync() => throw new NotSupportedException("Nobody reads it again.");

    public Task WriteStateAsync() => Store(State);

    public Task ClearStateAsync()
    {
        State = new TState();
        return Store(null);
    }

    private Task<bool> Store(TState? state) => pump.Call(
        () =>
        {
            store(state);
            return Task.FromResult(true);
        },
        writes: true);
}

/// <summary>A grain that is not reentrant takes one call after the other.</summary>
internal sealed class Turns
{
    private Task _last = Task.CompletedTask;

    public Task<T> Take<T>(Func<Task<T>> work)
    {
        var turn = After(_last, work);
        _last = turn;
        return turn;

        static async Task<T> After(Task former, Func<Task<T>> work)
        {
            await former.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            return await work();
        }
    }
}

/// <summary>Runs what a grain does piece by piece, in its order, each piece in its turn at the pump. Nothing of a dead process runs.</summary>
internal sealed class GrainScheduler(Pump pump) : TaskScheduler
{
    private readonly Life? _life = Life.Current;
    private readonly Queue<Task> _tasks = [];

    public Task<T> Run<T>(Func<Task<T>> call) => Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override void QueueTask(Task task)
    {
        lock (_tasks)
        {
            _tasks.Enqueue(task);
        }

        pump.Post(_life, RunNext);
    }

    private void RunNext()
    {
        Task next;
        lock (_tasks)
        {
            next = _tasks.Dequeue();
        }

        TryExecuteTask(next);
    }
}

/// <summary>Grains' timers on the world's clock.</summary>
internal sealed class ClockTimers(TimeProvider time) : ITimerRegistry
{
    public IDisposable RegisterTimer(IGrainContext grainContext, Func<object?, Task> asyncCallback, object? state, TimeSpan dueTime, TimeSpan period) =>
        throw new NotSupportedException("Grains use RegisterGrainTimer.");

    public IGrainTimer RegisterGrainTimer<TState>(IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options) =>
        new ClockTimer(time, () => _ = callback(state, CancellationToken.None), options);

    private sealed class ClockTimer : IGrainTimer
    {
        private readonly ExecutionContext? _context = ExecutionContext.Capture();
        private readonly TaskScheduler _scheduler = TaskScheduler.Current;
        private readonly ITimer _timer;

        public ClockTimer(TimeProvider time, Action fire, GrainTimerCreationOptions options) => _timer = time.CreateTimer(
            _ => ExecutionContext.Run(_context!, _ => Task.Factory.StartNew(fire, CancellationToken.None, TaskCreationOptions.None, _scheduler), null), null, options.DueTime, options.Period);

        public void Change(TimeSpan dueTime, TimeSpan period) => _timer.Change(dueTime, period);

        public void Dispose() => _timer.Dispose();
    }
}
