namespace Jobvite.Sandbox;

/// <summary>What a list's <c>total</c> is worth.</summary>
public enum TotalForm
{
    /// <summary>Right, except for 0 on the last page of several.</summary>
    ZeroOnLastPage,

    Right,

    AlwaysZero,

    /// <summary>Right on the first page, 0 on all later ones.</summary>
    ZeroAfterFirst,

    /// <summary>A seventh more than there are, and one.</summary>
    TooLarge,

    /// <summary><c>"total":null</c></summary>
    Null,
}
