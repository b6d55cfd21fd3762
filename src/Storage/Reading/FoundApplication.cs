using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>An application beside its candidate's id and, if it was asked for, its JSON.</summary>
internal sealed record FoundApplication(string CandidateId, ApplicationView View, string? RawJson);
