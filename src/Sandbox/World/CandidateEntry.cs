namespace Jobvite.Sandbox;

/// <summary>One line of the candidate list: which person, and which of that person's applications (0 or 1).</summary>
internal readonly record struct CandidateEntry(int Index, int Application);
