using Jobvite.Client;
using Jobvite.Grains.Documents;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Records;

/// <summary>Entries of Jobvite's candidate list as rows, with their documents sealed.</summary>
internal sealed class CandidateRows(DocumentSealer sealer)
{
    public CandidateRow From(string companyId, JobviteCandidate entry, SyncSettings settings)
    {
        var documents = settings.SyncDocuments ? sealer.Seal(companyId, entry.Documents) : [];
        return RecordRows.FromPerson(entry) with
        {
            Applications = entry.Applications.Select(RecordRows.From).ToList(),
            Documents = documents,
            ArtifactsToFetch = settings.SyncDocuments
                && entry.Applications.Any(a => a.HasArtifacts == true)
                && entry.Documents.All(d => d.Content is null),
        };
    }
}
