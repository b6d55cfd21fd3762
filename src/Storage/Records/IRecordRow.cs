namespace Jobvite.Storage;

/// <summary>What every mirrored record has: who it is, how fresh it is, and what Jobvite said.</summary>
public interface IRecordRow
{
    /// <summary>Jobvite's id of the record, unique within the company and the kind.</summary>
    string Id { get; }

    /// <summary>When Jobvite says it last changed; null when it does not say.</summary>
    DateTimeOffset? SourceUpdatedAt { get; }

    /// <summary>The record as Jobvite sent it in this one answer, compact JSON; after a merge, what is known in all.</summary>
    string RawJson { get; }
}

/// <summary>A truth value in a column that once held whatever Jobvite sent.</summary>
internal static class FlagText
{
    public static string? Of(bool? flag) => flag switch
    {
        true => "true",
        false => "false",
        null => null,
    };
}
