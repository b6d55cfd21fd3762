namespace Jobvite.Sandbox;

/// <summary>The parts of the API that are counted, and made to fail, by themselves.</summary>
public enum SandboxEndpoint
{
    Job,
    Candidate,
    Artifacts,
    Process,
    Task,
    Milestone,
}
