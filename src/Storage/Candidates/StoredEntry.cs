namespace Jobvite.Storage;

/// <summary>An entry of Jobvite's candidate list that is stored just as it came again.</summary>
public sealed record StoredEntry(string CandidateId, string ApplicationId);
