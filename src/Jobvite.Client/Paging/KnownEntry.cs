namespace Jobvite.Client;

/// <summary>An entry of a candidate list that was not read, because its bytes are known.</summary>
public sealed record KnownEntry(string CandidateId, string ApplicationId);
