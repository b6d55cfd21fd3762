namespace Jobvite.Client;

/// <summary>The part of Jobvite that a call goes to: what a key's permissions and the day limits are counted by.</summary>
public enum JobviteEndpoint
{
    Job,
    Candidate,
    Onboarding,
}
