using System.Collections.Concurrent;
using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;
using Jobvite.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

/// <summary>The front on a real Kestrel with a free port, over grains that the tests play.</summary>
public sealed class FrontHost : IAsyncLifetime
{
    public const string Key = "q7Vx0n2LrTz5Yb8eKd3Wm6Hs9Jf1Gp4C/uA=";

    private readonly IReadOnlyDictionary<string, string?> _settings;
    private readonly ConcurrentDictionary<string, MemoryViews> _views = new();
    private readonly ConcurrentDictionary<(Type, string), object> _grains = new();
    private readonly ConcurrentDictionary<string, bool> _connected = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _positions = new(StringComparer.Ordinal);
    private WebApplication? _app;

    public FrontHost()
        : this(new Dictionary<string, string?>())
    {
    }

    internal FrontHost(IReadOnlyDictionary<string, string?> settings) => _settings = settings;

    internal Action<IServiceCollection> Configure { get; init; } = _ => { };

    internal IServiceProvider Services => _app!.Services;

    internal RecordedLog Log { get; } = new();

    /// <summary>Everybody's setup links.</summary>
    internal MemorySetupLinks SetupLinks { get; } = new();

    /// <summary>A company's saved views, by its key.</summary>
    internal MemoryViews Views(string companyKey) => _views.GetOrAdd(companyKey, _ => new());

    internal HttpClient Anonymous { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(_settings.Where(s => s.Value is not null))
        {
            [JwtSettings.SecretKeyVariable] = _settings.TryGetValue(JwtSettings.SecretKeyVariable, out var key) ? key : Key,
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(Log).SetMinimumLevel(LogLevel.Information);
        builder.Services.AddSingleton(GrainFactory());
        builder.AddJobviteFrontend();
        builder.AddServiceTelemetry("jobvite-front");
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        Configure(builder.Services);
        _app = builder.Build();
        _app.MapJobviteFrontend();
        await _app.StartAsync();
        Anonymous = NewClient();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    internal Uri Address => new(_app!.Urls.First());

    internal HttpClient NewClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    /// <summary>A new tenant with a company of its own, so that tests share the host and nothing else.</summary>
    internal PlayedTenant NewTenant() => NewTenant("tenant-" + Guid.NewGuid().ToString("N"));

    internal PlayedTenant NewTenant(string tenantId)
    {
        var tenant = new PlayedTenant(this, tenantId, "Co" + Guid.NewGuid().ToString("N")[..8]);
        _connected[tenant.CompanyId] = true;
        return tenant;
    }

    internal PlayedTenant NewTenantWithoutCompany() => new(this, "tenant-" + Guid.NewGuid().ToString("N"), null);

    /// <summary>Everybody's sessions.</summary>
    internal IEnumerable<MemorySessions> Sessions => _grains.Values.OfType<MemorySessions>();

    /// <summary>Which companies the front has asked after, look by look, while somebody waited for their changes.</summary>
    internal ImmutableArray<string>[] Looks => [.. Grain<IFeedPositionsGrain>(IFeedPositionsGrain.Key).ReceivedCalls().Select(call => (ImmutableArray<string>)call.GetArguments()[0]!)];

    /// <summary>How far a company's feed has come.</summary>
    internal void SetPosition(string companyId, long position) => _positions[companyId] = position;

    internal T Grain<T>(string key) where T : class => (T)_grains.GetOrAdd((typeof(T), key), _ => Played<T>(key));

    private T Played<T>(string key) where T : class
    {
        if (typeof(T) == typeof(IPersonSessionsGrain) || typeof(T) == typeof(ISessionIndexGrain))
        {
            return typeof(T) == typeof(IPersonSessionsGrain) ? (T)(object)new MemorySessions() : (T)(object)new MemorySessionIndex();
        }

        var grain = Substitute.For<T>();
        if (grain is ITenantDirectoryGrain directory)
        {
            directory.GetCompany().Returns(_ => new ValueTask<string?>((string?)null));
        }
        else if (grain is ISetupLinksGrain links)
        {
            SetupLinks.Play(links, TenantKey.TenantIdOf(key));
        }
        else if (grain is ISavedViewsGrain views)
        {
            Views(key).Play(views);
        }
        else if (grain is ISetupDoorGrain door)
        {
            SetupLinks.Play(door);
        }
        else if (grain is IAuditGrain audit)
        {
            audit.List(default!, default!, default).ReturnsForAnyArgs(new Page<AuditView>([], 0, 1, 25, null));
            audit.ReadDown(default!, default, default).ReturnsForAnyArgs([]);
            audit.GetStarters(default, default!).ReturnsForAnyArgs(System.Collections.Immutable.ImmutableDictionary<Guid, string>.Empty);
        }
        else if (grain is IPersonalDataGrain personal)
        {
            personal.EndSuppression(default, default!, default).ReturnsForAnyArgs((SuppressionEnd?)null);
            personal.OpenFile(default!, default!, default).ReturnsForAnyArgs((PersonFile?)null);
        }
        else if (grain is IWebhookInboxGrain inbox)
        {
            inbox.Receive(default, default!, default, Arg.Any<CancellationToken>()).ReturnsForAnyArgs(new WebhookReceipt(WebhookOutcome.UnknownCompany));
        }
        else if (grain is IConnectedCompaniesGrain companies)
        {
            // Nobody is listed, so every company is looked up: connected is a tenant's.
            companies.List(default).ReturnsForAnyArgs([]);
            companies.ListChanged(default).ReturnsForAnyArgs(new ConnectedChanges([], [], DateTimeOffset.UnixEpoch, HasMore: false));
            companies.IsConnected(default!).ReturnsForAnyArgs(call => _connected.ContainsKey(call.ArgAt<string>(0)));
        }
        else if (grain is IFeedPositionsGrain positions)
        {
            positions.Get(default, default).ReturnsForAnyArgs(call => call.ArgAt<ImmutableArray<string>>(0).Select(id => _positions.GetValueOrDefault(id)).ToImmutableArray());
        }

        return grain;
    }

    private IGrainFactory GrainFactory()
    {
        var factory = Substitute.For<IGrainFactory>();
        Play<ITenantDirectoryGrain>();
        Play<ITenantGrain>();
        Play<IRecordReaderGrain>();
        Play<IChangeFeedGrain>();
        Play<IFeedPositionsGrain>();
        Play<IWebhookEndpointsGrain>();
        Play<IAuditGrain>();
        Play<INoticesGrain>();
        Play<IPersonalDataGrain>();
        Play<IWebhookInboxGrain>();
        Play<IPersonSessionsGrain>();
        Play<ISessionIndexGrain>();
        Play<ISavedViewsGrain>();
        Play<ISetupLinksGrain>();
        Play<ISetupDoorGrain>();
        Play<IClusterOverviewGrain>();
        Play<IConnectedCompaniesGrain>();
        // Each export has a grain of its own; a test plays those of its company.
        factory.GetGrain<IExportGrain>(Arg.Any<string>(), Arg.Any<string?>()).Returns(call => Grain<IExportGrain>(IExportGrain.CompanyIdOf(call.ArgAt<string>(0))));
        return factory;

        void Play<T>() where T : class, IGrainWithStringKey =>
            factory.GetGrain<T>(Arg.Any<string>(), Arg.Any<string?>()).Returns(call => Grain<T>(call.ArgAt<string>(0)));
    }
}
