using System.Collections.Immutable;

namespace Jobvite.Grains.Interfaces;

/// <summary>The types of items of a feed. Stored as they are.</summary>
public static class FeedTypes
{
    public const string StageChanged = "application.stageChanged";
    public const string Erased = "candidate.erased";
    public const string FirstCompleted = "sync.firstCompleted";
    public const string RunFinished = "sync.runFinished";
    public const string DeletionWithheld = "sync.deletionWithheld";
    public const string Failing = "connection.failing";
    public const string Recovered = "connection.recovered";

    /// <summary>Of an endpoint that the service disabled; the record's id is the endpoint's.</summary>
    public const string EndpointDisabled = "endpoint.disabled";

    /// <summary>What happens to records.</summary>
    public static readonly ImmutableArray<string> Operations = ["created", "updated", "deleted", "restored"];

    /// <summary>What an item is about.</summary>
    public static readonly ImmutableArray<string> Kinds = ["job", "candidate", "application", "document", "process", "task", "sync", "connection", "endpoint"];

    /// <summary>All that are written.</summary>
    public static readonly ImmutableArray<string> All =
    [
        .. Kinds.Take(6).SelectMany(kind => Operations.Select(operation => $"{kind}.{operation}")),
        StageChanged, Erased, FirstCompleted, RunFinished, DeletionWithheld, Failing, Recovered, EndpointDisabled,
    ];

    public static string KindOf(string type) => type[..type.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>Null where no record is concerned.</summary>
    public static string? OperationOf(string type) => type == StageChanged ? "updated" : type == Erased ? "erased" : type[(type.IndexOf('.', StringComparison.Ordinal) + 1)..] is var end && Operations.Contains(end) ? end : null;
}
