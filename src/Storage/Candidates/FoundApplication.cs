using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>An application beside its candidate's id, when it was read at Jobvite, and, if it was asked for, its JSON.</summary>
internal sealed record FoundApplication(string CandidateId, ApplicationView View, DateTimeOffset ReadAt, string? RawJson);
