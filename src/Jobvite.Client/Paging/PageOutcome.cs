namespace Jobvite.Client;

/// <summary>Whether a list goes on after a page.</summary>
public enum PageOutcome
{
    /// <summary>There may be more; the next page starts at <see cref="JobvitePage{T}.NextStart"/>.</summary>
    More,

    /// <summary>The list ended here and was seen whole, from the start of this enumeration.</summary>
    Last,

    /// <summary>Reading ended here, but the list was perhaps not seen whole. Nothing may be concluded from what is absent.</summary>
    Incomplete,

    /// <summary>
    /// The list ended here as far as Jobvite shows it, but it was perhaps not seen whole: its total says that there is more. Nothing may be
    /// concluded from what is absent, and reading it again will hardly bring more.
    /// </summary>
    Ended,

    /// <summary>
    /// A list with a filter ended at once with an answer that only seems to mean that nothing matches, such as a 404. Not a failure, and no
    /// proof: nothing may be concluded from what is absent.
    /// </summary>
    NothingMatched,
}
