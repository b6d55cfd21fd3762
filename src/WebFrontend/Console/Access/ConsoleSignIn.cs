using Microsoft.AspNetCore.Authentication;

namespace Jobvite.WebFrontend.Console.Access;

/// <summary>Registers the ways into the console.</summary>
internal static class ConsoleSignIn
{
    public static AuthenticationBuilder AddConsoleSignIn(this AuthenticationBuilder builder)
    {
        builder.Services.AddOptions<Microsoft.AspNetCore.Authorization.AuthorizationOptions>().Configure(ConsoleAccess.Configure);
        return builder
            .AddCookie(ConsoleCookie.Scheme, ConsoleCookie.Configure)
            .AddJwtBearer(PastedToken.Scheme, PastedToken.Configure);
    }
}
