namespace Jobvite.WebFrontend;

/// <summary>Says in the OpenAPI document which problems an endpoint answers with, beyond those of every endpoint.</summary>
internal static class ProblemMetadata
{
    /// <summary>The endpoint answers 400 in a shape of its own, and with a problem where the request itself is wrong.</summary>
    public static readonly object BesideOwn = new();

    public static RouteHandlerBuilder Problems(this RouteHandlerBuilder builder, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            builder.Produces<ProblemBody>(status, Problem.MediaType);
        }

        return builder;
    }
}
