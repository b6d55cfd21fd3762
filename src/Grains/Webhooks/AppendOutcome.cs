namespace Jobvite.Grains.Webhooks;

/// <summary>What became of an event that was to be stored.</summary>
internal enum AppendOutcome
{
    /// <summary>Durable.</summary>
    Stored = 1,

    /// <summary>Too much is waiting, or the silo is stopping; nothing was stored.</summary>
    Overloaded = 2,

    /// <summary>The database did not take it; nothing was stored.</summary>
    Failed = 3,
}
