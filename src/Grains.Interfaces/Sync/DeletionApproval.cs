namespace Jobvite.Grains.Interfaces;

/// <summary>What became of the approval of a withheld deletion.</summary>
[GenerateSerializer, Alias("jv.DeletionApproval"), Immutable]
public sealed record DeletionApproval([property: Id(0)] ApprovalOutcome Outcome)
{
    /// <summary>Entries that are marked as deleted by this approval.</summary>
    [Id(1)] public int Deleted { get; init; }

    /// <summary>Entries that the run missed; those that were seen or changed since are not deleted.</summary>
    [Id(2)] public int Missing { get; init; }

    /// <summary>When superseded: the run that withholds a deletion now.</summary>
    [Id(3)] public Guid? WithheldBy { get; init; }

    /// <summary>The run's kind; null when there is no such run.</summary>
    [Id(4)] public SyncKind? Kind { get; init; }
}

/// <summary>How an approval went.</summary>
[GenerateSerializer, Alias("jv.ApprovalOutcome")]
public enum ApprovalOutcome
{
    /// <summary>The records are marked as deleted.</summary>
    Approved = 1,

    /// <summary>The company has no such run.</summary>
    NotFound = 2,

    /// <summary>The run has not ended.</summary>
    UnderWay = 3,

    /// <summary>Nothing of its kind is withheld: it never was, was approved, or a later full run has settled it.</summary>
    NothingWithheld = 4,

    /// <summary>A later run has compared everything again and withholds a deletion of its own.</summary>
    Superseded = 5,

    /// <summary>An earlier version of the service withheld it and did not keep what the run had seen.</summary>
    NotKept = 6,
}

/// <summary>A deletion that waits for a person: so many records were missing at Jobvite that none was marked as deleted.</summary>
/// <param name="RunId">The run that found them missing; it names the deletion.</param>
/// <param name="At">When that run ended.</param>
/// <param name="Missing">How many entries were missing.</param>
/// <param name="Live">Of how many.</param>
/// <param name="CanBeApproved">False when a former version withheld it.</param>
[GenerateSerializer, Alias("jv.WithheldRecords"), Immutable]
public sealed record WithheldRecords(
    [property: Id(0)] Guid RunId,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] int Missing,
    [property: Id(3)] int Live,
    [property: Id(4)] bool CanBeApproved);
