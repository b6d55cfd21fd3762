namespace Jobvite.Sandbox;

/// <summary>What the API key may do. Jobvite's keys are allowed or refused per endpoint.</summary>
public sealed record SandboxPermissions
{
    public bool Job { get; init; } = true;

    /// <summary>Candidates and their artifacts.</summary>
    public bool Candidate { get; init; } = true;

    /// <summary>Processes, tasks and milestones.</summary>
    public bool Onboarding { get; init; } = true;

    /// <summary>Whether signed headers (<c>X-JVI-SIGN</c>) are taken.</summary>
    public bool HmacHeaders { get; init; } = true;

    /// <summary>Whether the secret itself (<c>x-jvi-sc</c>) is taken.</summary>
    public bool PlainHeaders { get; init; } = true;

    /// <summary>Whether the onboarding endpoints take the service account.</summary>
    public bool ServiceAccount { get; init; } = true;

    internal bool Allow(SandboxEndpoint endpoint) => endpoint switch
    {
        SandboxEndpoint.Job => Job,
        SandboxEndpoint.Candidate or SandboxEndpoint.Artifacts => Candidate,
        _ => Onboarding,
    };
}
