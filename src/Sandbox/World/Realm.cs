namespace Jobvite.Sandbox;

/// <summary>The sorts of generated things, so that the first job and the first candidate do not roll the same dice.</summary>
internal enum Realm
{
    Job = 1,
    Candidate,
    Application,
    Process,
    Task,
    Credential,
    Change,
    Fault,
    Webhook,
}
