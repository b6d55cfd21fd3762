namespace Jobvite.WebFrontend;

/// <summary>What a program sees that asks for the API's root; a person opens the console at <c>/</c>.</summary>
/// <param name="Service">The program's name.</param>
/// <param name="Description">What it does.</param>
/// <param name="Links">Where to go on.</param>
internal sealed record LandingPage(string Service, string Description, IReadOnlyDictionary<string, string> Links)
{
    private static readonly LandingPage Page = new(
        "Jobvite.Orleans",
        "Connects Jobvite accounts, syncs jobs, candidates and onboarding, and answers queries about them. The API needs a bearer token.",
        new Dictionary<string, string>
        {
            ["console"] = "/",
            ["reference"] = "/scalar",
            ["openApi"] = "/openapi/v1.json",
            ["live"] = "/health/live",
            ["ready"] = "/health/ready",
        });

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api", () => TypedResults.Ok(Page)).AllowAnonymous().ExcludeFromDescription();
}
