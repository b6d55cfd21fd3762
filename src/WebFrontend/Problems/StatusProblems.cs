using Microsoft.AspNetCore.Diagnostics;

namespace Jobvite.WebFrontend;

/// <summary>Gives a body to answers that the framework leaves empty: no such path, wrong method, wrong media type.</summary>
internal static class StatusProblems
{
    public static Task Write(StatusCodeContext context) => Of(context.HttpContext).ExecuteAsync(context.HttpContext);

    private static Problem Of(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized => new(401, "The request has no valid bearer token.")
        {
            Troubleshooting = ["Send the header Authorization: Bearer <token>; the token must be signed with the configured key and not expired."],
        },
        StatusCodes.Status404NotFound => new(404, "This path does not exist."),
        StatusCodes.Status405MethodNotAllowed => new(405, $"This path does not take {http.Request.Method}. The Allow header lists the methods it takes."),
        StatusCodes.Status413PayloadTooLarge => new(413, "The request body is too large."),
        StatusCodes.Status415UnsupportedMediaType => new(415, "Send the body as application/json."),
        var status => new(status, "The request was refused."),
    };
}
