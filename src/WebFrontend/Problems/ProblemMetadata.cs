namespace Jobvite.WebFrontend;

/// <summary>Says in the OpenAPI document which problems an endpoint answers with, beyond those of every endpoint.</summary>
internal static class ProblemMetadata
{
    public static RouteHandlerBuilder Problems(this RouteHandlerBuilder builder, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            builder.Produces<ProblemBody>(status, Problem.MediaType);
        }

        return builder;
    }
}
