using Jobvite.Client;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Sync;

/// <summary>How one kind is read from Jobvite and stored. Holds no state of a run.</summary>
internal interface IPageSource
{
    SyncKind Kind { get; }

    /// <summary>Whether the settings ask for this kind.</summary>
    bool IsEnabled(SyncSettings settings);

    /// <summary>Why a complete full run of this kind may not delete with these settings; null when it may.</summary>
    string? DeletionBlockedBy(SyncSettings settings);

    /// <summary>Reads pages from where the checkpoint stands to the end.</summary>
    IAsyncEnumerable<PageDraft> Read(IJobviteClient client, RunCheckpoint checkpoint, int? remaining, CompanyConnection connection, CancellationToken cancellationToken);

    /// <summary>Re-reads what events named.</summary>
    Task<RefreshResult> Refresh(IJobviteClient client, RefreshBatch batch, CompanyConnection connection, CancellationToken cancellationToken);
}
