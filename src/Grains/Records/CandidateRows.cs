using Jobvite.Client;
using Jobvite.Grains.Documents;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Grains.Records;

/// <summary>Entries of Jobvite's candidate list as rows, with their documents sealed.</summary>
internal sealed class CandidateRows(DocumentSealer sealer)
{
    /// <param name="companyId">Whose.</param>
    /// <param name="entries">As they came.</param>
    /// <param name="settings">The company's.</param>
    /// <param name="isAnotherSource">What is stored may be another source's: where an entry says nothing of an application's documents, there are none.</param>
    public List<CandidateRow> From(string companyId, IReadOnlyList<JobviteCandidate> entries, SyncSettings settings, bool isAnotherSource = false)
    {
        var seal = sealer.For(companyId, ExcludedFields.Of(settings.ExcludedFields));
        return entries.Select(entry => From(entry, settings.SyncDocuments ? seal : null) with
        {
            Digest = entry.Digest is { } digest ? EntryFingerprints.Of(digest, settings) : null,
        }).Select(row => isAnotherSource && settings.SyncDocuments ? row with { Documents = Complete(row) } : row).ToList();
    }

    private static List<ToldDocuments> Complete(CandidateRow row) =>
    [
        .. row.Documents,
        .. row.Applications
            .SelectMany(application => new[] { DocumentScope.Resume, DocumentScope.ApplicationArtifacts }.Select(scope => (Scope: scope, application.Id)))
            .Where(one => !row.Documents.Any(list => list.Scope == one.Scope && list.ApplicationId == one.Id))
            .Select(one => new ToldDocuments(one.Scope, one.Id, [])),
    ];

    private static CandidateRow From(JobviteCandidate entry, Func<JobviteDocumentList, ToldDocuments>? seal) => RecordRows.FromPerson(entry) with
    {
        Applications = entry.Applications.Select(RecordRows.From).ToList(),
        Documents = seal is null || entry.DocumentLists.Count == 0 ? [] : entry.DocumentLists.Select(seal).ToList(),
        ArtifactsToFetch = seal is not null && LacksContents(entry),
    };

    /// <summary>Jobvite has documents, or contents of documents, that did not come with the entry.</summary>
    private static bool LacksContents(JobviteCandidate entry)
    {
        var brings = false;
        foreach (var list in entry.DocumentLists)
        {
            if (list.Documents.Any(document => document.Content is null))
            {
                return true;
            }

            brings |= list.Scope is not JobviteDocumentScope.Resume && list.Documents.Count > 0;
        }

        return !brings && entry.Applications.Any(application => application.HasArtifacts == true);
    }
}
