namespace Jobvite.Storage;

/// <summary>
/// Which of two answers about a record is what Jobvite says now: the one that was asked for later (docs/adr/0021). Jobvite's own dates do not
/// decide: they go back when an application is deleted, two persons are joined or one is anonymised, and now and then for no reason.
/// </summary>
internal static class Freshness
{
    /// <summary>
    /// Clocks of several machines differ by seconds, seldom by minutes. A stored time that is later than now by more than this was written by a
    /// clock that was wrong, and says nothing; what differs by less comes right by itself.
    /// </summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromHours(1);

    /// <summary>
    /// True when the stored record comes from a later question, so that the incoming answer must not replace it. A stored time in the future was
    /// written by a clock that was wrong: it decides nothing, or the record would stay as it is until that time has come.
    /// </summary>
    public static bool IsStale(DateTimeOffset incomingReadAt, DateTimeOffset storedReadAt, DateTimeOffset now) =>
        incomingReadAt < storedReadAt && storedReadAt <= now;
}
