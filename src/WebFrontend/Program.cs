using Jobvite.WebFrontend;

var builder = WebApplication.CreateBuilder(args);
builder.AddJobviteFrontend();
await builder.Build().MapJobviteFrontend().RunAsync();
