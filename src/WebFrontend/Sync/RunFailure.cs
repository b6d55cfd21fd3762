namespace Jobvite.WebFrontend;

/// <summary>A record that could not be taken over.</summary>
/// <param name="Id">Its id at Jobvite, when it had one.</param>
/// <param name="Reason">What was wrong.</param>
public sealed record RunFailure(string? Id, string Reason);
