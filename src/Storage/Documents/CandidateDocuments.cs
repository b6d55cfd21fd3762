using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>A candidate's known documents, at most 200, and whether Jobvite has some that were not fetched.</summary>
public sealed record CandidateDocuments(ImmutableArray<DocumentView> Documents, bool ArtifactsToFetch);
