namespace Jobvite.Sandbox;

/// <summary>What a list's <c>total</c> is worth.</summary>
public enum TotalForm
{
    /// <summary>Right, except for 0 on the last page of several.</summary>
    ZeroOnLastPage,

    Right,

    AlwaysZero,
}
