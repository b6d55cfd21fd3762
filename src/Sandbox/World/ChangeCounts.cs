namespace Jobvite.Sandbox;

/// <summary>How many records a bulk change touched; candidates are people, however many applications each has.</summary>
public sealed record ChangeCounts(int Jobs, int Candidates, int Processes);
