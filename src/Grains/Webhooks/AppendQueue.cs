using Jobvite.Storage;

namespace Jobvite.Grains.Webhooks;

/// <summary>
/// Events that wait to be stored: a queue for each company, served round robin, so that a company in a storm fills its own queue and not the
/// batch of the others. Thread-safe.
/// </summary>
internal sealed class AppendQueue(int mostEvents, long mostBytes)
{
    /// <summary>Of the whole, what one company may take; three others can be in trouble at the same time.</summary>
    private const int ShareOfCompany = 4;

    // A quarter of a queue that was set very small would refuse ordinary traffic.
    private const int SmallestShare = 500;
    private const long SmallestShareBytes = 2 * 1024 * 1024;

    private readonly int _eventsOfCompany = Math.Min(mostEvents, Math.Max(SmallestShare, mostEvents / ShareOfCompany));
    private readonly long _bytesOfCompany = Math.Min(mostBytes, Math.Max(SmallestShareBytes, mostBytes / ShareOfCompany));
    private readonly Lock _lock = new();
    private readonly Dictionary<string, CompanyQueue> _queues = new(StringComparer.Ordinal);
    private readonly Queue<CompanyQueue> _ready = new();
    private int _waiting;
    private long _bytes;
    private bool _closed;
    private TaskCompletionSource _arrival = NewArrival();

    /// <summary>Nothing waits.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                return _waiting == 0;
            }
        }
    }

    /// <summary>False when the company's share or the whole is taken, or nothing new is taken any more.</summary>
    public bool TryAdd(AppendRequest request)
    {
        var (company, size) = (request.Event.CompanyId, request.Event.Body.Length);
        lock (_lock)
        {
            var queue = _queues.GetValueOrDefault(company) ?? new CompanyQueue(company);
            if (_closed || _waiting >= mostEvents || queue.Waiting.Count >= _eventsOfCompany
                || !Fits(_bytes, size, mostBytes) || !Fits(queue.Bytes, size, _bytesOfCompany))
            {
                return false;
            }

            _queues[company] = queue;
            _waiting++;
            _bytes += size;
            queue.Bytes += size;
            queue.Held++;
            queue.Waiting.Enqueue(request);
            if (queue.Waiting.Count == 1)
            {
                _ready.Enqueue(queue);
            }

            _arrival.TrySetResult();
            return true;
        }
    }

    /// <summary>Waits until something can be taken; false when nothing will ever come.</summary>
    public async Task<bool> WaitToTake()
    {
        while (true)
        {
            Task arrival;
            lock (_lock)
            {
                if (_waiting > 0 || _closed)
                {
                    return _waiting > 0;
                }

                _arrival = _arrival.Task.IsCompleted ? NewArrival() : _arrival;
                arrival = _arrival.Task;
            }

            await arrival;
        }
    }

    /// <summary>Moves what waits longest into <paramref name="batch"/>, one of each company round robin. Its bytes count until <see cref="Release"/>.</summary>
    public void Take(List<AppendRequest> batch, int mostInBatch, long mostBytesInBatch)
    {
        lock (_lock)
        {
            var bytes = 0L;
            while (batch.Count < mostInBatch && bytes < mostBytesInBatch && _ready.TryDequeue(out var queue))
            {
                var request = queue.Waiting.Dequeue();
                if (queue.Waiting.Count > 0)
                {
                    _ready.Enqueue(queue);
                }

                _waiting--;
                bytes += request.Event.Body.Length;
                batch.Add(request);
            }
        }
    }

    /// <summary>The event is answered, and its bytes are nobody's any more.</summary>
    public void Release(AppendRequest request)
    {
        lock (_lock)
        {
            var queue = _queues[request.Event.CompanyId];
            queue.Held--;
            _bytes -= request.Event.Body.Length;
            queue.Bytes -= request.Event.Body.Length;
            if (queue.Held == 0)
            {
                _queues.Remove(queue.Company);
            }
        }
    }

    /// <summary>Takes nothing new; what waits can still be taken.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            _arrival.TrySetResult();
        }
    }

    // A lone event always fits.
    private static bool Fits(long held, int size, long most) => held == 0 || held + size <= most;

    // The writer must not run inside a sender's lock.
    private static TaskCompletionSource NewArrival() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class CompanyQueue(string company)
    {
        public string Company { get; } = company;

        public Queue<AppendRequest> Waiting { get; } = new();

        /// <summary>Of those that wait or are being stored.</summary>
        public long Bytes { get; set; }

        /// <summary>How many wait or are being stored.</summary>
        public int Held { get; set; }
    }
}

/// <summary>An event that waits to be stored, and its sender's answer.</summary>
internal sealed class AppendRequest(NewEvent @event)
{
    // The writer loop must not run its senders' continuations.
    private readonly TaskCompletionSource<AppendOutcome> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public NewEvent Event { get; } = @event;

    public Task<AppendOutcome> Answer => _answer.Task;

    public void Complete(AppendOutcome outcome) => _answer.TrySetResult(outcome);
}

/// <summary>What became of an event that was to be stored.</summary>
internal enum AppendOutcome
{
    /// <summary>Durable.</summary>
    Stored = 1,

    /// <summary>Too much is waiting, or the silo is stopping; nothing was stored.</summary>
    Overloaded = 2,

    /// <summary>The database did not take it; nothing was stored.</summary>
    Failed = 3,
}
