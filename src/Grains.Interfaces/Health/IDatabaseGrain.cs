namespace Jobvite.Grains.Interfaces;

/// <summary>Tells front ends, which have no database of their own to ask, how the silos' one is.</summary>
[Alias("jv.IDatabaseGrain")]
public interface IDatabaseGrain : IGrainWithIntegerKey
{
    /// <summary>Whether it answered the last question and took the last write, a few seconds ago at most.</summary>
    [Alias("IsUp")]
    Task<bool> IsUp();
}
