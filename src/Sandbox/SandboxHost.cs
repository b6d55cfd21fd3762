namespace Jobvite.Sandbox;

/// <summary>Puts the web server together. It reads no configuration: a host around it cannot move or change it by accident.</summary>
internal static class SandboxHost
{
    public static WebApplication Build(SandboxCompany company)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(company.Options.Urls);
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddRoutingCore();
        return builder.Build();
    }
}
