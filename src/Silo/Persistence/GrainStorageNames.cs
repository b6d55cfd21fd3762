namespace Jobvite.Silo.Persistence;

/// <summary>Names of the grain storage providers; part of every <c>[PersistentState]</c>, so they are never renamed.</summary>
public static class GrainStorageNames
{
    /// <summary>The one provider there is: grain state in the service's own database.</summary>
    public const string Jobvite = "jobvite";
}
