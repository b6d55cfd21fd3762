using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>
/// Candidates' documents; contents are encrypted before they come here. Documents of a person or an application that is marked as deleted
/// are kept but not shown: they are there again when it comes back.
/// </summary>
public interface IDocumentStore
{
    /// <summary>Null when the company has no such candidate, or has it no more.</summary>
    Task<CandidateDocuments?> List(string companyId, string candidateId, CancellationToken cancellationToken);

    /// <summary>All that may be handed out, the last one first; empty when there is no such candidate.</summary>
    Task<IReadOnlyList<DocumentView>> ListAll(string companyId, string candidateId, CancellationToken cancellationToken);

    /// <summary>Null when the company has no such document, or has it no more.</summary>
    Task<StoredDocument?> Get(string companyId, Guid documentId, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the candidate's artifacts by those that Jobvite handed out, and notes that they were fetched. Does nothing, and returns false,
    /// when the candidate is not there any more, or when an answer that was asked for later has told of the documents meanwhile.
    /// </summary>
    /// <param name="companyId">Whose.</param>
    /// <param name="candidateId">Jobvite's id.</param>
    /// <param name="fetched">Of the scope <see cref="DocumentScope.AllArtifacts"/>.</param>
    /// <param name="readAt">When Jobvite was asked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<bool> SaveFetched(string companyId, string candidateId, ToldDocuments fetched, DateTimeOffset readAt, CancellationToken cancellationToken);

    /// <summary>Candidates whose artifacts are still to be fetched, those that waited longest first.</summary>
    Task<IReadOnlyList<string>> FindToFetch(string companyId, int limit, CancellationToken cancellationToken);

    /// <summary>Tries the candidate's artifacts again no sooner than <paramref name="notBefore"/>; null gives up until the record changes.</summary>
    Task PostponeFetch(string companyId, string candidateId, DateTimeOffset? notBefore, CancellationToken cancellationToken);
}

/// <summary>A candidate's known documents, at most 200, and whether Jobvite may have more, or contents, that were not fetched.</summary>
public sealed record CandidateDocuments(ImmutableArray<DocumentView> Documents, bool ArtifactsToFetch);

/// <summary>A document with its encrypted content, if that is stored.</summary>
/// <param name="Document">What is known of it.</param>
/// <param name="CandidateId">Whose it is.</param>
/// <param name="MayBeFetched">False when Jobvite was asked since the record changed last: what is not here, it does not hand out.</param>
/// <param name="EncryptedContent">Null when it is not here.</param>
public sealed record StoredDocument(DocumentView Document, string CandidateId, bool MayBeFetched, byte[]? EncryptedContent);
