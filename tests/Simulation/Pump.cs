using System.Diagnostics;

namespace Jobvite.Simulation.Tests;

/// <summary>One life of the process under test, from its start to its end, however that comes.</summary>
internal sealed class Life
{
    private static readonly AsyncLocal<Life?> Flowing = new();

    /// <summary>Whose work is running; null is the world's own.</summary>
    public static Life? Current
    {
        get => Flowing.Value;
        set => Flowing.Value = value;
    }

    /// <summary>Nothing that it waits for comes any more.</summary>
    public bool IsDead { get; private set; }

    /// <summary>It stands still, as a process does whose machine swaps or whose virtual machine is paused.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>How many more calls it lives for; null: not limited.</summary>
    public int? Left { get; set; }

    /// <summary>Whether its last call still happens, though its answer is lost.</summary>
    public bool LastCallHappens { get; set; }

    public void Kill() => IsDead = true;

    /// <summary>Counts a call; false when it is the one that it dies at.</summary>
    public bool Outlives()
    {
        if (Left is not { } left)
        {
            return true;
        }

        Left = left - 1;
        IsDead = left <= 1;
        return !IsDead;
    }
}

/// <summary>
/// Runs a world on one thread. Every call of the product to a store or to Jobvite waits here for its turn, which is drawn at random but
/// repeatably; between two turns nothing moves. Time moves only when nothing else can.
/// </summary>
internal sealed class Pump(int seed, WorldClock clock)
{
    /// <summary>How long (real time) to wait for work that is on its way over the thread pool, and how often.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(0.5);

    private const int Rounds = 2;
    private const int RoundsOfWork = 100;

    /// <summary>How often to look whether the thread pool is idle before a call is drawn, and how often of that without a rest.</summary>
    private const int MostLooks = 200;
    private const int LooksBeforeRest = 50;
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(1);

    private readonly Random _random = new(seed);
    private readonly object _lock = new();
    private readonly SemaphoreSlim _passed = new(0);
    private readonly List<(Life? Life, Action Run)> _ready = [];

    /// <summary>Calls so far.</summary>
    public int Calls { get; private set; }

    /// <summary>Calls so far that may have changed something that is stored.</summary>
    public int Writes { get; private set; }

    /// <summary>Lets <paramref name="call"/> wait for its turn, and its caller for the answer. A dead caller waits for ever.</summary>
    public Task<T> Call<T>(Func<Task<T>> call, bool writes = false)
    {
        var answer = new TaskCompletionSource<T>();
        var life = Life.Current;
        Post(life, () =>
        {
            Calls++;
            Writes += writes ? 1 : 0;
            if (life is not null && !life.Outlives() && !life.LastCallHappens)
            {
                return;
            }

            var called = call();
            if (called.IsCompleted || !IsTimed(called))
            {
                Settle(life, called, answer);
            }
            else
            {
                called.ContinueWith(done => Post(life, () => Settle(life, done, answer)), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        });
        return answer.Task;

        // A store works on the thread pool or over a socket, and is waited for; only the stand-in for Jobvite waits for the world's time.
        static bool IsTimed(Task<T> task) => task is Task<HttpResponseMessage>;
    }

    /// <summary>Makes that many calls; fewer when no more come before <paramref name="end"/>. Returns false when nothing is left to do.</summary>
    public bool Run(int calls, DateTimeOffset end)
    {
        var until = calls == int.MaxValue ? int.MaxValue : Calls + calls;
        while (Calls < until)
        {
            if (Take() is { } run)
            {
                run();
            }
            else if (!clock.FireNext(end))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Runs until <paramref name="task"/> is done, then returns what it returned.</summary>
    public T Await<T>(Task<T> task, DateTimeOffset end)
    {
        var patience = Stopwatch.StartNew();
        while (!task.IsCompleted)
        {
            if (Take() is { } run)
            {
                run();
            }
            else if (!clock.FireNext(end) && patience.Elapsed > TimeSpan.FromSeconds(20))
            {
                throw new InvalidOperationException("The world stands still: nobody will ever do what is waited for.");
            }
        }

        return task.GetAwaiter().GetResult();
    }

    public void Await(Task task, DateTimeOffset end) => Await(Done(task), end);

    private static async Task<bool> Done(Task task)
    {
        await task.ConfigureAwait(false);
        return true;
    }

    private static void Settle<T>(Life? life, Task<T> called, TaskCompletionSource<T> answer)
    {
        T result;
        try
        {
            result = called.GetAwaiter().GetResult();
        }
        catch (Exception problem)
        {
            if (life is not { IsDead: true })
            {
                answer.TrySetException(problem);
            }

            return;
        }

        if (life is not { IsDead: true })
        {
            answer.TrySetResult(result);
        }
    }

    /// <summary>Lets <paramref name="run"/> wait for its turn. It is no call.</summary>
    public void Post(Life? life, Action run)
    {
        lock (_lock)
        {
            _ready.Add((life, run));
            Monitor.Pulse(_lock);
        }
    }

    private Action? Take()
    {
        LetOthersWork();
        for (var rounds = 0; ; rounds++)
        {
            lock (_lock)
            {
                _ready.RemoveAll(static one => one.Life is { IsDead: true });
                var runnable = _ready.FindAll(static one => one.Life is not { IsFrozen: true });
                if (runnable.Count > 0)
                {
                    var chosen = runnable[_random.Next(runnable.Count)];
                    _ready.Remove(chosen);
                    return chosen.Run;
                }

                if (rounds >= (clock.IsOnlyWatching ? RoundsOfWork : Rounds))
                {
                    return null;
                }

                Monitor.Wait(_lock, Settling);
            }

            PassThroughThreadPool();
        }
    }

    /// <summary>
    /// Waits until the thread pool is idle, so that every call that can be drawn now is there to be drawn. Otherwise the draw would depend on
    /// how fast the machine is, and a story would not be the same twice.
    /// </summary>
    private void LetOthersWork()
    {
        for (var looks = 0; looks < MostLooks && IsThreadPoolBusy(); looks++)
        {
            if (looks < LooksBeforeRest)
            {
                Thread.Yield();
            }
            else
            {
                lock (_lock)
                {
                    Monitor.Wait(_lock, Rest);
                }
            }
        }
    }

    // What waits is counted before those who work: what is taken in between is counted as work.
    private static bool IsThreadPoolBusy()
    {
        if (ThreadPool.PendingWorkItemCount > 0)
        {
            return true;
        }

        ThreadPool.GetAvailableThreads(out var idle, out _);
        ThreadPool.GetMaxThreads(out var all, out _);
        return idle < all;
    }

    /// <summary>Whatever was queued at the thread pool before has begun when this returns.</summary>
    private void PassThroughThreadPool()
    {
        ThreadPool.UnsafeQueueUserWorkItem(static passed => passed.Release(), _passed, preferLocal: false);
        _passed.Wait();
    }
}
