using Jobvite.Telemetry;
using Jobvite.WebFrontend;
using Microsoft.Extensions.Options;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.AddClusterClient();
    builder.AddJobviteFrontend();
    builder.AddFrontProtection();
    builder.AddServiceTelemetry("jobvite-front");
    builder.AddServiceLogs();
    builder.Services.AddHealthChecks().AddCheck<ClusterHealthCheck>("cluster", tags: [HealthEndpoints.ReadyTag]);
    await builder.Build().UseClusterGate().MapJobviteFrontend().RunAsync();
    return 0;
}
catch (OptionsValidationException exception)
{
    await Console.Error.WriteLineAsync($"The front end cannot start. {string.Join(' ', exception.Failures)}");
    return 1;
}
catch (IOException exception) when (exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    await Console.Error.WriteLineAsync(
        $"The front end cannot start. {exception.Message.TrimEnd('.')}. Stop the process that uses it, or choose another address, for instance ASPNETCORE_URLS=http://localhost:5081.");
    return 1;
}
