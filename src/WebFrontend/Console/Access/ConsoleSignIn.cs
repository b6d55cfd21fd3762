using Jobvite.WebFrontend.Console.SetupLinks;
using Microsoft.AspNetCore.Authentication;

namespace Jobvite.WebFrontend.Console.Access;

/// <summary>Registers the ways into the console.</summary>
internal static class ConsoleSignIn
{
    public static AuthenticationBuilder AddConsoleSignIn(this AuthenticationBuilder builder, IConfiguration configuration)
    {
        builder.Services.AddOptions<Microsoft.AspNetCore.Authorization.AuthorizationOptions>().Configure(ConsoleAccess.Configure).Configure(SetupAccess.Configure);
        builder
            .AddCookie(ConsoleCookie.Scheme, ConsoleCookie.Configure)
            .AddCookie(SetupAccess.Scheme, SetupAccess.Configure)
            .AddJwtBearer(PastedToken.Scheme, PastedToken.Configure);
        return builder.AddAuthorities(configuration);
    }
}
