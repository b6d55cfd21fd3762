using System.Text;

namespace Jobvite.WebFrontend.Console.Connect;

/// <summary>The public half of a company's own key, as a file for Jobvite's support.</summary>
internal static class PublicKeyEndpoint
{
    public const string Path = ConsolePage.DataPrefix + "/public-key.pem";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapConsoleGroup().MapGet("/public-key.pem", Download);

    private static async Task<IResult> Download(CompanyScope scope) =>
        (await scope.Tenant.GetConfiguration(scope.Caller))?.OurPublicRsaKey is { } key
            ? TypedResults.File(Encoding.ASCII.GetBytes(key.Trim() + "\n"), "application/x-pem-file", $"jobvite-{scope.CompanyId}-public-key.pem")
            : Problem.NotFound("key");
}
