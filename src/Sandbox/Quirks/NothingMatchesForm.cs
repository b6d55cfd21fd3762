namespace Jobvite.Sandbox;

/// <summary>How a filtered list that takes no record is answered.</summary>
public enum NothingMatchesForm
{
    EmptyList,

    /// <summary>HTTP 404 with a JSON body.</summary>
    Http404,

    /// <summary>HTTP 200 with a body that says 404.</summary>
    Status404,

    /// <summary>HTTP 200 with the v1 document's code 100.</summary>
    Status100,

    /// <summary><c>{"candidates":null}</c></summary>
    NullList,

    /// <summary>A success without any list.</summary>
    NoList,

    /// <summary><c>[]</c></summary>
    BareArray,
}
