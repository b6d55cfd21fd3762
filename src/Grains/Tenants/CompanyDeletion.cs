using Jobvite.Grains.Endpoints;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Tenants;

/// <summary>Makes an activation's <see cref="CompanyDeletion"/>.</summary>
internal sealed class CompanyDeletionFactory(
    CompanyChildren children, IRunStore runs, ICompanyData data, ICompanyDirectory directory, IGrainFactory grains, TimeProvider time, ILogger<CompanyDeletion> logger)
{
    /// <param name="companyId">Whose data.</param>
    /// <param name="ordered">The company's state, which says who owned it and whether an operator took it from them.</param>
    /// <param name="done">Forgets that the deletion was ordered.</param>
    public CompanyDeletion Create(string companyId, Func<CompanyState> ordered, Func<Task> done) => new(
        async stopping =>
        {
            // An owner that orders the deletion has noted it, and waits for this company's grain just now.
            if (ordered() is { Released: true, OwnerTenantId: { } owner })
            {
                await grains.GetGrain<IOwnerGrain>(TenantKey.Of(owner).ToString()).Released(companyId);
            }

            await children.ConnectionChanged(companyId, untilTheyKnow: true);
            await grains.GetGrain<ICompanyEndpointsGrain>(CompanyKey.Of(companyId).ToString()).RemoveAll();
            await runs.CancelAll(companyId, "The company was disconnected.", stopping);
            await data.Delete(companyId, stopping);

            // While the order stands: once that is forgotten nobody would come back for the line.
            await directory.Remove(companyId, stopping);
            await done();
        },
        time,
        logger);
}

/// <summary>
/// Deletes a company's data in the background of its tenant grain's activation. That it was ordered is in the grain's state, so an attempt
/// that broke off is followed by others: of the reminder, of the next activation, of whoever asks again.
/// </summary>
/// <param name="delete">Deletes everything; may be begun again after any failure.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where failures go that nobody waits for.</param>
internal sealed partial class CompanyDeletion(Func<CancellationToken, Task> delete, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    /// <summary>How long a caller waits for the end; below the 30 s after which others give the tenant grain up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource _stopping = new();
    private Task _attempt = Task.CompletedTask;

    /// <summary>Begins an attempt unless one is under way.</summary>
    public void Begin()
    {
        if (_attempt.IsCompleted && !_stopping.IsCancellationRequested)
        {
            _attempt = Attempt();
        }
    }

    /// <summary>Waits for the attempt under way, though not for long; its failure is thrown.</summary>
    public async Task Wait(CancellationToken cancellationToken)
    {
        var attempt = _attempt;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (await Task.WhenAny(attempt, Task.Delay(Patience, time, enough.Token)) == attempt)
        {
            await enough.CancelAsync();
            await attempt;
        }
    }

    /// <summary>The activation goes away; the next one goes on.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _attempt.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _stopping.Dispose();
    }

    private async Task Attempt()
    {
        try
        {
            await delete(_stopping.Token);
        }
        catch (Exception exception) when (!_stopping.IsCancellationRequested)
        {
            LogBrokeOff(exception);
            throw;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The deletion of the company's data broke off; it is tried again within minutes.")]
    private partial void LogBrokeOff(Exception exception);
}
