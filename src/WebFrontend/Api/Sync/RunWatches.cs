using Jobvite.Grains.Interfaces;
using Microsoft.Extensions.Options;

namespace Jobvite.WebFrontend;

/// <summary>Looks at runs that are watched: once an interval for each run, however many watch it. Thread-safe.</summary>
internal sealed class RunWatches(IOptions<FrontendSettings> settings, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string CompanyId, Guid RunId), Watched> _runs = [];

    /// <summary>Begins to watch a run; ends with the disposal of what is returned.</summary>
    /// <param name="companyId">Whose run it is.</param>
    /// <param name="records">The company's records.</param>
    /// <param name="runId">The run.</param>
    public Watcher Join(string companyId, IRecordReaderGrain records, Guid runId)
    {
        lock (_lock)
        {
            if (!_runs.TryGetValue((companyId, runId), out var run))
            {
                _runs[(companyId, runId)] = run = new(companyId, records, runId);
            }

            run.Watchers++;
            return new(this, run);
        }
    }

    private Task<SyncRun?> Look(Watched run)
    {
        lock (_lock)
        {
            var isNew = run.LookedAt is { } at && time.GetElapsedTime(at) < TimeSpan.FromMilliseconds(settings.Value.RunEventsPollMilliseconds);
            if (run.Looking is not { } looking || (looking.IsCompleted && !isNew))
            {
                looking = run.Records.GetRun(run.RunId, run.Left.Token);
                (run.LookedAt, run.Looking) = (time.GetTimestamp(), looking);
            }

            return looking;
        }
    }

    private void Leave(Watched run)
    {
        lock (_lock)
        {
            if (--run.Watchers > 0)
            {
                return;
            }

            _runs.Remove((run.CompanyId, run.RunId));
        }

        run.Left.Cancel();
        run.Left.Dispose();
    }

    /// <summary>One who watches a run.</summary>
    public sealed class Watcher : IDisposable
    {
        private readonly RunWatches _looks;
        private readonly Watched _run;

        internal Watcher(RunWatches looks, Watched run) => (_looks, _run) = (looks, run);

        /// <summary>The run as it was at the last look; null when it is gone.</summary>
        public Task<SyncRun?> Look(CancellationToken cancellationToken) => _looks.Look(_run).WaitAsync(cancellationToken);

        /// <summary>Ends the watching; call it once.</summary>
        public void Dispose() => _looks.Leave(_run);
    }

    /// <summary>A run that somebody watches.</summary>
    internal sealed class Watched(string companyId, IRecordReaderGrain records, Guid runId)
    {
        public string CompanyId => companyId;

        public IRecordReaderGrain Records => records;

        public Guid RunId => runId;

        public CancellationTokenSource Left { get; } = new();

        public int Watchers { get; set; }

        public long? LookedAt { get; set; }

        public Task<SyncRun?>? Looking { get; set; }
    }
}
