namespace Jobvite.Client;

/// <summary>An entry of a candidate list that has not been read yet: enough to ask whether somebody knows it.</summary>
/// <param name="ApplicationId">The id of its application, as far as a quick look tells: a place to look, no proof.</param>
/// <param name="Digest">SHA-256 of its bytes, Base64.</param>
public sealed record EntryDigest(string ApplicationId, string Digest);
