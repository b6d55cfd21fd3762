using Jobvite.Client;

namespace Jobvite.Grains.Health;

/// <summary>Tells the recorder what came of every attempt that a gate let through.</summary>
internal sealed class ContactGate(IRequestGate gate, string companyId, ContactRecorder recorder) : IRequestGate
{
    public ValueTask EnterAsync(JobviteEndpoint endpoint, CancellationToken ct) => gate.EnterAsync(endpoint, ct);

    public ValueTask ThrottledAsync(TimeSpan wait, CancellationToken ct) => gate.ThrottledAsync(wait, ct);

    public void Attempted(JobviteEndpoint endpoint, JobviteFailure? failure) => recorder.Attempted(companyId, endpoint, failure);
}
