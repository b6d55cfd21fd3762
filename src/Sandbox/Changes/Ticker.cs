namespace Jobvite.Sandbox;

/// <summary>
/// Changes records by itself. What the nth change is depends on the seed and n only; when it happens depends on the clock.
/// </summary>
internal sealed class Ticker(SandboxCompany company) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _ticking = Task.CompletedTask;
    private long _step;

    public void Start(double changesPerMinute)
    {
        if (changesPerMinute > 0)
        {
            // Made here, not in the loop, so that a clock moved right after the start counts.
            var timer = new PeriodicTimer(TimeSpan.FromMinutes(1 / changesPerMinute), company.Time);
            _ticking = Task.Run(() => TickAsync(timer));
        }
    }

    /// <summary>Makes the next change; a webhook held back by the one before goes out after this one's at the latest.</summary>
    public void Step()
    {
        var held = company.Outbox.Held;
        Change();
        if (held is not null)
        {
            company.Outbox.Release(held);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _ticking;
        _stopping.Dispose();
    }

    private void Change()
    {
        var world = company.World;
        var dice = Dice.Of(company.Options.Seed, Realm.Change, Interlocked.Increment(ref _step));
        switch (dice.Below(20, Trait.Choice))
        {
            case < 11 when world.ApplicationCount > 0:
                var entries = world.People.Entries;
                var entry = entries[dice.Below(entries.Length, Trait.Target)];
                world.MoveCandidate(entry, SandboxWorld.Another(world.People.Stage(entry), Vocabulary.Stages), announce: true, mischief: true);
                break;
            case < 14 when world.ApplicationCount > 0:
                entries = world.People.Entries;
                world.EditCandidate(entries[dice.Below(entries.Length, Trait.Target)].Index, announce: true, mischief: true);
                break;
            case < 16 when world.ProcessCount > 0:
                var process = dice.Pick(world.NewHires.Indexes.ToList(), Trait.Target);
                var status = SandboxWorld.Another(world.NewHires.Status(process), Vocabulary.ProcessStatuses);
                world.SetProcessStatus(process, status, announce: true, mischief: true);
                break;
            case < 18 when world.JobCount > 0:
                var jobs = world.Requisitions.Indexes.ToList();
                var job = dice.Pick(jobs, Trait.Target);
                world.EditJob(job, SandboxWorld.Another(world.Requisitions.State(job), Vocabulary.JobStates), announce: true, mischief: true);
                break;
            default:
                world.AddCandidate(announce: true, mischief: true);
                break;
        }
    }

    private async Task TickAsync(PeriodicTimer timer)
    {
        using (timer)
        {
            try
            {
                while (await timer.WaitForNextTickAsync(_stopping.Token))
                {
                    Step();
                }
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                // The sandbox is being stopped.
            }
        }
    }
}
