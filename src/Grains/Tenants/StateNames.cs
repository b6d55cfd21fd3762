namespace Jobvite.Grains.Tenants;

/// <summary>
/// Names of stored grain state. State name and key decide the row, not the grain's class (dotnet/orleans issues 8746 and 9737):
/// one name per grain class, never renamed, never used twice.
/// </summary>
internal static class StateNames
{
    /// <summary>The one grain storage provider.</summary>
    public const string Storage = "jobvite";

    public const string Company = "company";
    public const string Directory = "directory";
    public const string MeterKey = "meter-key";
    public const string FrontKeys = "front-keys";
    public const string PersonSessions = "person-sessions";
    public const string SessionIndex = "session-index";
}
