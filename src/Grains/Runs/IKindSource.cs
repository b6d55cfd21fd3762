using Jobvite.Client;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Refreshes;
using Jobvite.Storage;

namespace Jobvite.Grains.Runs;

/// <summary>How one kind is read from Jobvite and stored. Holds no state of a run.</summary>
internal interface IKindSource
{
    SyncKind Kind { get; }

    /// <summary>Whether the settings ask for this kind.</summary>
    bool IsEnabled(SyncSettings settings);

    /// <summary>Why a complete full run of this kind may not delete with these settings; null when it may.</summary>
    string? DeletionBlockedBy(SyncSettings settings);

    /// <summary>Reads pages from where the checkpoint stands to the end.</summary>
    /// <param name="client">Leases what it sends.</param>
    /// <param name="checkpoint">Where the run stands.</param>
    /// <param name="remaining">Of a limited run: how many records it may still read, asked before each page.</param>
    /// <param name="connection">The company's connection.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<PageDraft> Read(IJobviteClient client, RunCheckpoint checkpoint, Func<int?> remaining, CompanyConnection connection, CancellationToken cancellationToken);

    /// <summary>How many pages of the list that the run is at it has read: they show that credentials and address are right.</summary>
    int GoodPages(RunCheckpoint checkpoint) => checkpoint.Progress.Pages;

    /// <summary>How a run goes on to its end without what it cannot read at this point; null when it ends here.</summary>
    /// <param name="checkpoint">Where the run stands.</param>
    /// <param name="connection">The company's connection.</param>
    /// <param name="reason">Why it cannot be read.</param>
    PageDraft? Without(RunCheckpoint checkpoint, CompanyConnection connection, string reason) => null;

    /// <summary>Reads again what events named, and stores it with the events that it answers.</summary>
    Task<RefreshResult> Refresh(IJobviteClient client, RefreshBatch batch, CompanyConnection connection, CancellationToken cancellationToken);
}
