namespace Jobvite.Storage;

/// <summary>An entry of Jobvite's candidate list that has not been read yet.</summary>
/// <param name="ApplicationId">Of the application that it seems to carry.</param>
/// <param name="Digest">As in <see cref="CandidateRow.Digest"/>.</param>
public sealed record EntryKey(string ApplicationId, string Digest);
