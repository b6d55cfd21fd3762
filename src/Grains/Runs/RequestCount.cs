using Jobvite.Client;
using Jobvite.Storage;

namespace Jobvite.Grains.Runs;

/// <summary>Counts what a run sends to Jobvite, whatever comes of it, and has it noted now and then.</summary>
internal sealed class RequestCount(RunRef run, IRunStore runs)
{
    private int _sent;

    /// <summary>A gate that counts what passes.</summary>
    public IRequestGate At(IRequestGate gate) => new CountingGate(gate, this);

    /// <summary>Adds what was sent since the last time. It is a figure for people: while the database is away it waits for the next time.</summary>
    public async Task Note(CancellationToken cancellationToken)
    {
        var sent = Interlocked.Exchange(ref _sent, 0);
        if (sent == 0)
        {
            return;
        }

        try
        {
            await runs.NoteRequests(run, sent, cancellationToken);
        }
        catch (StorageUnavailableException)
        {
            Interlocked.Add(ref _sent, sent);
        }
    }

    private sealed class CountingGate(IRequestGate inner, RequestCount count) : IRequestGate
    {
        public async ValueTask EnterAsync(JobviteEndpoint endpoint, CancellationToken ct)
        {
            await inner.EnterAsync(endpoint, ct);
            Interlocked.Increment(ref count._sent);
        }

        public ValueTask ThrottledAsync(TimeSpan wait, CancellationToken ct) => inner.ThrottledAsync(wait, ct);
    }
}
