namespace Jobvite.Storage;

/// <summary>The elements of the Data Protection key ring: XML that the caller has wrapped.</summary>
public interface IKeyRingStore
{
    IReadOnlyList<string> ReadAll();

    /// <summary>Whether the database holds secrets or documents that only a key of the ring can open.</summary>
    bool IsNeeded();

    /// <summary>Adds an element, or replaces the one of the same name.</summary>
    void Save(string friendlyName, string xml);
}
