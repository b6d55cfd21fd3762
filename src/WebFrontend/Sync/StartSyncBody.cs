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
        var mode = Word.Read<SyncMode>(Mode, "mode", errors);
        if (Limit < 1)
        {
            errors.Add("limit", "must be a whole number of 1 or more.");
        }

        errors.ThrowIfAny();
        return new(mode, Limit);
    }
}
