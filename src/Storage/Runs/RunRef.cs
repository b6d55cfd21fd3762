namespace Jobvite.Storage;

/// <summary>The right to write for a run: void as soon as somebody takes the run with a higher epoch.</summary>
public sealed record RunRef(string CompanyId, Guid RunId, int Epoch);
