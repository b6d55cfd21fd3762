using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>What is wanted of a run.</summary>
internal sealed record StartSyncBody : IJsonRequest
{
    /// <inheritdoc/>
    public static bool MayBeEmpty => true;

    /// <summary>incremental or full; absent leaves it to the schedule's rule, and is full for sync/full.</summary>
    public string? Mode { get; init; }

    /// <summary>Read at most this many records, 1 or more; such a run never deletes.</summary>
    public int? Limit { get; init; }

    public SyncRequest Read()
    {
        var errors = new InputErrors();
        var mode = EnumInput.Read<SyncMode>(Mode, "mode", errors);
        if (Limit < 1)
        {
            errors.Add("limit", "must be a whole number of 1 or more.");
        }

        errors.ThrowIfAny();
        return new(mode, Limit);
    }
}

/// <summary>A run was started, one under way was joined, or one waits behind it.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">For a person.</param>
/// <param name="JobId">The run's id.</param>
/// <param name="Status">queued or running.</param>
/// <param name="Mode">incremental or full: what that run reads, which may be more than was asked for.</param>
public sealed record SyncStarted(bool Success, string Message, Guid JobId, string Status, string Mode);

/// <summary>Runs of every kind that is switched on were started, joined or queued.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">For a person.</param>
/// <param name="JobIds">The runs' ids.</param>
/// <param name="Status">queued when every one of them waits behind another, else running.</param>
public sealed record SyncAllStarted(bool Success, string Message, RunIds JobIds, string Status);
