using System.Net;
using Jobvite.Telemetry;
using Jobvite.WebFrontend;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NSwag;
using NSwag.CodeGeneration.CSharp;

// Writes the OpenAPI document of the front end, and the C# client that NSwag makes of it. The build of clients/dotnet runs it:
// Jobvite.Clients.Generator <document> <client>
if (args is not [var documentPath, var clientPath])
{
    await Console.Error.WriteLineAsync("Usage: Jobvite.Clients.Generator <path of the document> <path of the C# client>");
    return 2;
}

// The front end with no cluster behind it, and so without what runs in the background: nobody asks it for anything but the document.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
builder.Configuration.Sources.Clear();
builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["JWT_SECRET_KEY"] = Convert.ToBase64String(Guid.NewGuid().ToByteArray()) + Guid.NewGuid() });
builder.WebHost.ConfigureKestrel(server => server.Listen(IPAddress.Loopback, 0));
builder.Logging.ClearProviders();
builder.AddJobviteFrontend();
builder.AddServiceTelemetry("jobvite-clients");
builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
builder.Services.RemoveAll<IHostedService>();
await using var app = builder.Build();
app.MapJobviteFrontend();
await app.StartAsync();

using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
var text = await http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative));
var settings = new CSharpClientGeneratorSettings { ClassName = "JobviteApi", UseBaseUrl = false, GenerateOptionalParameters = true };
settings.CSharpGeneratorSettings.Namespace = "JobviteOrleans";
settings.CSharpGeneratorSettings.JsonLibrary = NJsonSchema.CodeGeneration.CSharp.CSharpJsonLibrary.SystemTextJson;
settings.CSharpGeneratorSettings.GenerateNullableReferenceTypes = true;
settings.CSharpGeneratorSettings.ArrayType = "System.Collections.Generic.IReadOnlyList";
settings.CSharpGeneratorSettings.ArrayInstanceType = "System.Collections.Generic.List";
var client = new CSharpClientGenerator(await OpenApiDocument.FromJsonAsync(text), settings).GenerateFile();

await Write(documentPath, text);
await Write(clientPath, client);
return 0;

static async Task Write(string path, string text)
{
    Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
    await File.WriteAllTextAsync(path, text);
}
