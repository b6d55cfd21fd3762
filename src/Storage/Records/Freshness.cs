namespace Jobvite.Storage;

/// <summary>Which of two answers about a record is the newer one.</summary>
internal static class Freshness
{
    /// <summary>
    /// True when the incoming answer must not replace the stored one: Jobvite dates it earlier, or, where the dates do not decide
    /// (one is missing, or they are equal), it was asked for earlier.
    /// </summary>
    public static bool IsStale(DateTimeOffset? incomingUpdatedAt, DateTimeOffset incomingReadAt, DateTimeOffset? storedUpdatedAt, DateTimeOffset storedReadAt)
    {
        if (incomingUpdatedAt is { } incoming && storedUpdatedAt is { } stored && incoming != stored)
        {
            return incoming < stored;
        }

        return incomingReadAt < storedReadAt;
    }
}
