namespace Jobvite.Storage;

/// <summary>What tells a candidate's documents apart.</summary>
internal readonly record struct DocumentKey(string CandidateId, string ApplicationId, string Type, string Name)
{
    public static DocumentKey Of(string candidateId, DocumentRow row) => new(candidateId, row.ApplicationId ?? "", row.Type, row.Name);
}
