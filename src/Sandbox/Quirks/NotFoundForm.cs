namespace Jobvite.Sandbox;

/// <summary>How a record that does not exist is answered.</summary>
public enum NotFoundForm
{
    EmptyList,

    /// <summary>HTTP 404 with a JSON body.</summary>
    Http404,

    /// <summary>HTTP 200 with a body that says 404.</summary>
    ErrorBody,
}
