using System.Net.Http.Headers;
using System.Text;
using Jobvite.Cluster.Tests.Postgres;
using Jobvite.Telemetry;
using Jobvite.WebFrontend;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Orleans.Configuration;
using Orleans.Statistics;

namespace Jobvite.Cluster.Tests.Silos;

/// <summary>A silo whose load and queue limits a test sets, and a front end that reaches it through its gateway.</summary>
public sealed class SheddingSilo(PostgresServer server) : IAsyncLifetime
{
    public const string CompanyId = "shed";

    /// <summary>Calls that may wait for one actor; 10,000 in earnest.</summary>
    public const int QueueLimit = 3;

    private const string TokenKey = "3f1d7c5b9a80e2644d6bb1f0c7a95e3812d4f6a8b0c2e4f61738495a6b7c8d9e";

    private SiloGroup? _group;
    private WebApplication? _front;

    internal Overloaded Machine { get; } = new();

    internal SiloGroup Group => _group!;

    public HttpClient Http { get; } = new();

    public async ValueTask InitializeAsync()
    {
        if (PostgresServer.WhyMissing is not null)
        {
            return;
        }

        _group = await SiloGroup.Create(server, CompanyId);
        _group.Services = services =>
        {
            services.AddSingleton<IEnvironmentStatisticsProvider>(Machine);
            services.Configure<SiloMessagingOptions>(options => options.MaxEnqueuedRequestsHardLimit = QueueLimit);
        };
        await _group.Start(1);
        await StartFront();
        Http.BaseAddress = new Uri(_front!.Urls.Single());
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Claims = new Dictionary<string, object> { ["tenant_id"] = "tenant-of-shed", ["sub"] = "tester" },
            Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1),
            SigningCredentials = new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(TokenKey)), SecurityAlgorithms.HmacSha256),
        }));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_front is not null)
        {
            await _front.DisposeAsync();
        }

        if (_group is not null)
        {
            await _group.DisposeAsync();
        }
    }

    private async Task StartFront()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Jobvite"] = Group.ConnectionString,
            ["JWT_SECRET_KEY"] = TokenKey,
        });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddClusterClient();
        builder.AddJobviteFrontend();
        builder.AddServiceTelemetry("jobvite-front");
        _front = builder.Build().UseClusterGate().MapJobviteFrontend();
        await _front.StartAsync(TestContext.Current.CancellationToken);
    }
}
