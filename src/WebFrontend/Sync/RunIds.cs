namespace Jobvite.WebFrontend;

/// <summary>One run of each kind; null where the settings switch the kind off.</summary>
/// <param name="Jobs">The run of jobs.</param>
/// <param name="Candidates">The run of candidates.</param>
/// <param name="Onboarding">The run of onboarding.</param>
public sealed record RunIds(Guid? Jobs, Guid? Candidates, Guid? Onboarding);
