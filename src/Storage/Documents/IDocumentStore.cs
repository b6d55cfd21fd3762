namespace Jobvite.Storage;

/// <summary>Candidates' documents; contents are encrypted before they come here.</summary>
public interface IDocumentStore
{
    /// <summary>Null when the company has no such candidate.</summary>
    Task<CandidateDocuments?> List(string companyId, string candidateId, CancellationToken cancellationToken);

    /// <summary>Null when the company has no such document.</summary>
    Task<StoredDocument?> Get(string companyId, Guid documentId, CancellationToken cancellationToken);

    /// <summary>Stores what Jobvite had for the candidate, and notes that its artifacts were fetched.</summary>
    Task SaveFetched(string companyId, string candidateId, IReadOnlyList<DocumentRow> documents, CancellationToken cancellationToken);

    /// <summary>Candidates whose artifacts are still to be fetched, those that waited longest first.</summary>
    Task<IReadOnlyList<string>> FindToFetch(string companyId, int limit, CancellationToken cancellationToken);

    /// <summary>Tries the candidate's artifacts again no sooner than <paramref name="notBefore"/>; null gives up until the record changes.</summary>
    Task PostponeFetch(string companyId, string candidateId, DateTimeOffset? notBefore, CancellationToken cancellationToken);
}
