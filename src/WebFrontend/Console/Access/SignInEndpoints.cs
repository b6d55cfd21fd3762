using Jobvite.Grains.Interfaces;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Jobvite.WebFrontend.Console.Access;

/// <summary>The ways in and out that are not pages.</summary>
internal static class SignInEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        if (routes.ServiceProvider.GetRequiredService<TokenIssuers>().ForSignIn.Any())
        {
            AuthoritySignIn.Map(routes);
        }

        routes.MapGet(SignInLinks.Prefix + "/{code}", UseLink).AllowAnonymous().WithMetadata(ConsolePage.Marker).ExcludeFromDescription();
        routes.MapPost("/sign-out", (Delegate)SignOut).RequireAuthorization(ConsoleAccess.SignedIn).WithMetadata(ConsolePage.Marker, FormGuard.Marker).ExcludeFromDescription();
        routes.MapPost("/sessions/end", (Delegate)EndSessions).RequireAuthorization(ConsoleAccess.SignedIn).WithMetadata(ConsolePage.Marker, FormGuard.Marker).ExcludeFromDescription();
    }

    /// <summary>Ends one of a person's sessions, or all but the one in use.</summary>
    private static async Task<IResult> EndSessions(HttpContext http, ConsoleSessions sessions, SignInTrail trail)
    {
        var asked = http.Request.Form["id"].ToString();
        var own = ConsoleSessions.IdOf(http.User);
        Guid[] ids = asked == "others" ? [.. (await sessions.List(http.User)).Select(session => session.Id).Where(id => id != own)]
            : Guid.TryParse(asked, out var one) ? [one]
            : throw InputErrors.Of("id", "must be a session, or others.");
        foreach (var id in ids)
        {
            if (await sessions.End(http.User, id) is not null)
            {
                await trail.Note(AuditActions.SignOut, http.User, http, id == own ? null : "another of their sessions");
            }
        }

        return TypedResults.Redirect("/sessions?done=ended");
    }

    private static async Task<IResult> UseLink(string code, HttpContext http, SignInLinks links)
    {
        if (links.Redeem(code) is not { } token)
        {
            return TypedResults.Redirect($"{ConsoleCookie.SignInPath}?reason=link");
        }

        var (user, expires, refusal) = await PastedToken.Check(http, token);
        if (user is null || refusal is not null)
        {
            return TypedResults.Redirect($"{ConsoleCookie.SignInPath}?reason=token");
        }

        await ConsoleCookie.SignIn(http, user, expires);
        return TypedResults.Redirect(ConsoleAccess.HomeOf(user));
    }

    private static async Task<IResult> SignOut(HttpContext http, ConsoleSessions sessions, SignInTrail trail)
    {
        var ended = await sessions.EndOwn(http.User);
        await http.SignOutAsync(ConsoleCookie.Scheme);
        if (ended is not null)
        {
            await trail.Note(AuditActions.SignOut, http.User, http);
        }

        if (ended?.IdToken is { } idToken && AuthoritySignIn.EndSessionAddress(http, idToken) is { } address)
        {
            return new RazorComponentResult<LeavingPage>(new Dictionary<string, object?> { [nameof(LeavingPage.Address)] = address });
        }

        return TypedResults.Redirect($"{ConsoleCookie.SignInPath}?reason=signed-out");
    }

    /// <summary>Has the antiforgery middleware check an endpoint that binds no form.</summary>
    private sealed class FormGuard : IAntiforgeryMetadata
    {
        public static readonly FormGuard Marker = new();

        public bool RequiresValidation => true;
    }
}
