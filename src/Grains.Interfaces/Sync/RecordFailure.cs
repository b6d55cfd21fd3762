namespace Jobvite.Grains.Interfaces;

/// <summary>A record that could not be taken over.</summary>
/// <param name="Id">Its id at Jobvite, when it had one.</param>
/// <param name="Reason">What was wrong, without the record's content.</param>
[GenerateSerializer, Alias("jv.RecordFailure"), Immutable]
public sealed record RecordFailure(
    [property: Id(0)] string? Id,
    [property: Id(1)] string Reason);
