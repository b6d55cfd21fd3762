using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tenants;
using Jobvite.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Placement;

namespace Jobvite.Grains.Export;

/// <summary>
/// Holds one snapshot for one reader. Not a stateless worker, whose calls may reach another activation, and not moved to another silo:
/// the snapshot is a connection of this one.
/// </summary>
[Immovable]
internal sealed partial class ExportGrain(
    IExportStore store, ExportSlots slots, AuditTrail audit, IOptions<ExportOptions> options, TimeProvider time, ILogger<ExportGrain> logger) : Grain, IExportGrain
{
    private IExportReading? _reading;
    private bool _hasSlot;
    private long _openedAt;
    private long _usedAt;

    private string CompanyId => IExportGrain.CompanyIdOf(this.GetPrimaryKeyString());

    public async Task<ExportStart> Open(ExportRequest request, Caller caller, CancellationToken cancellationToken)
    {
        await Free();
        if (slots.Take(CompanyId) is not ExportOutcome.Open and var outcome)
        {
            DeactivateOnIdle();
            return new ExportStart { Outcome = outcome };
        }

        _hasSlot = true;
        try
        {
            await audit.Write(CompanyId, "export", caller, request.Description);
            _reading = await store.Open(CompanyId, request, cancellationToken);
        }
        catch
        {
            await Free();
            throw;
        }

        _openedAt = _usedAt = time.GetTimestamp();
        var look = options.Value.Idle / 4;
        this.RegisterGrainTimer(CloseIfLeft, new GrainTimerCreationOptions { DueTime = look, Period = look, KeepAlive = true, Interleave = false });
        return new ExportStart { Outcome = ExportOutcome.Open, Cursor = _reading.Cursor, FieldCodes = _reading.FieldCodes };
    }

    public async Task<ExportChunk> Next(CancellationToken cancellationToken)
    {
        if (_reading is null)
        {
            return new ExportChunk { IsLost = true };
        }

        try
        {
            return await _reading.Next(cancellationToken);
        }
        finally
        {
            _usedAt = time.GetTimestamp();
        }
    }

    public async Task Close()
    {
        DeactivateOnIdle();
        await Free();
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Free();

    private async Task Free()
    {
        var reading = _reading;
        _reading = null;
        try
        {
            if (reading is not null)
            {
                await reading.DisposeAsync();
            }
        }
        finally
        {
            if (_hasSlot)
            {
                _hasSlot = false;
                slots.Release(CompanyId);
            }
        }
    }

    /// <summary>A front end that ended in the middle does not close its exports.</summary>
    private async Task CloseIfLeft(CancellationToken cancellationToken)
    {
        var (idle, age) = (time.GetElapsedTime(_usedAt), time.GetElapsedTime(_openedAt));
        if (_reading is not null && (idle >= options.Value.Idle || age >= options.Value.Longest))
        {
            LogClosed(idle, age);
            await Close();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "An export was closed before its end: nobody has read from it for {Idle}, and it was opened {Age} ago.")]
    private partial void LogClosed(TimeSpan idle, TimeSpan age);
}
