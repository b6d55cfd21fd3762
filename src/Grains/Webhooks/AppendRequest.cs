using Jobvite.Storage;

namespace Jobvite.Grains.Webhooks;

/// <summary>An event that waits to be stored, and its sender's answer.</summary>
internal sealed class AppendRequest(NewEvent @event)
{
    // The writer loop must not run its senders' continuations.
    private readonly TaskCompletionSource<AppendOutcome> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public NewEvent Event { get; } = @event;

    public Task<AppendOutcome> Answer => _answer.Task;

    public void Complete(AppendOutcome outcome) => _answer.TrySetResult(outcome);
}
