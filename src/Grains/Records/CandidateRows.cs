using Jobvite.Client;
using Jobvite.Grains.Documents;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Records;

/// <summary>Entries of Jobvite's candidate list as rows, with their documents sealed.</summary>
internal sealed class CandidateRows(DocumentSealer sealer)
{
    public List<CandidateRow> From(string companyId, IReadOnlyList<JobviteCandidate> entries, SyncSettings settings)
    {
        var seal = sealer.For(companyId);
        return entries.Select(entry => From(entry, settings.SyncDocuments ? seal : null) with
        {
            Digest = entry.Digest is { } digest ? KnownEntries.Sign(digest, settings) : null,
        }).ToList();
    }

    private static CandidateRow From(JobviteCandidate entry, Func<JobviteDocument, DocumentRow>? seal) => RecordRows.FromPerson(entry) with
    {
        Applications = entry.Applications.Select(RecordRows.From).ToList(),
        Documents = seal is null || entry.Documents.Count == 0 ? [] : entry.Documents.Select(seal).ToList(),
        ArtifactsToFetch = seal is not null
            && entry.Applications.Any(a => a.HasArtifacts == true)
            && entry.Documents.All(d => d.Content is null),
    };
}
