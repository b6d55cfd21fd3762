using Jobvite.WebFrontend;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

var builder = WebApplication.CreateBuilder(args);
builder.UseOrleansClient(client =>
{
    client.UseConnectionRetryFilter<ClusterPatience>();
    // "Orleans:Clustering" in the configuration names a real cluster; without it the silo is a developer's, on this machine.
    if (!builder.Configuration.GetSection("Orleans:Clustering").Exists())
    {
        client.UseLocalhostClustering(builder.Configuration.GetValue("Orleans:GatewayPort", 30000));
    }
});
builder.AddJobviteFrontend();
builder.Services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = new ForgottenKeys());
builder.Services.AddHealthChecks().AddCheck<ClusterHealthCheck>("cluster", tags: [HealthEndpoints.ReadyTag]);
await builder.Build().MapJobviteFrontend().RunAsync();
