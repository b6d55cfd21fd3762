using System.Security.Cryptography;
using System.Text;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Notices;
using Jobvite.Sandbox;
using Jobvite.Standalone;
using Jobvite.WebFrontend.Console.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Playwright;

namespace Jobvite.Browser.Tests;

/// <summary>The whole service in this process, on a free port, with a stand-in for Jobvite, and a browser.</summary>
public sealed class ServiceFixture : IAsyncLifetime
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), "jobvite-browser-" + Guid.NewGuid().ToString("N")[..8]);
    private readonly string _key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
    private DataDirectory? _data;
    private WebApplication? _app;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private Task<Company>? _known;

    public SandboxServer Sandbox { get; private set; } = null!;

    internal MailServer Mail { get; } = new();

    public Uri Address => StandaloneHost.UrlOf(_app!);

    internal IServiceProvider Services => _app!.Services;

    internal string DatabasePath => _data!.DatabasePath;

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Path is null)
        {
            return;
        }

        Environment.SetEnvironmentVariable("ASPNETCORE_URLS", "http://127.0.0.1:0");
        Environment.SetEnvironmentVariable("JWT_SECRET_KEY", _key);
        Environment.SetEnvironmentVariable("Frontend__RunEventsPollMilliseconds", "100");
        Environment.SetEnvironmentVariable("Jobvite__RequestBudget__PerMinute", "6000");

        // All tests' companies have one API key.
        Environment.SetEnvironmentVariable("Jobvite__RequestBudget__PerHour", "100000");
        Environment.SetEnvironmentVariable("Jobvite__RequestBudget__RequisitionsPerDay", "100000");
        Environment.SetEnvironmentVariable("Webhooks__AllowedHosts", "127.0.0.1");
        Environment.SetEnvironmentVariable("Jobvite__Notices__SmtpHost", "127.0.0.1");
        Environment.SetEnvironmentVariable("Jobvite__Notices__SmtpPort", $"{Mail.Port}");
        Environment.SetEnvironmentVariable("Jobvite__Notices__SmtpTls", "None");
        Environment.SetEnvironmentVariable("Jobvite__Notices__From", "noreply@example.com");
        Mail.Unknown.Add("gone@example.com");
        _data = DataDirectory.Open(_directory);
        var secrets = new LocalSecrets(_data);
        Sandbox = await SandboxServer.StartAsync(new SandboxOptions { Jobs = 60, Candidates = 240, Processes = 12, RsaPrivateKeyPem = secrets.SandboxPrivateKey() });
        _app = StandaloneHost.Build(_data, secrets, Sandbox, Serilog.Core.Logger.None);
        await _app.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium.Path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
            await Sandbox.DisposeAsync();
        }

        await Mail.DisposeAsync();
        _data?.Dispose();
        if (Directory.Exists(_directory))
        {
            Directory.Delete(_directory, recursive: true);
        }
    }

    /// <summary>A new browser profile of a person who is not signed in. Skips the test where there is no browser.</summary>
    internal async Task<Visitor> NewVisitor(int width = 1440, int height = 900, ColorScheme theme = ColorScheme.Light, bool script = true, string zone = "Europe/Berlin")
    {
        Chromium.Require();
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = Address.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = theme,
            JavaScriptEnabled = script,
            TimezoneId = zone,
            Locale = "en-GB",
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(15_000);
        return await Visitor.Of(context, this);
    }

    /// <summary>The same, signed in.</summary>
    internal async Task<Visitor> SignedIn(string? tenantId, string? scope = null, int width = 1440, int height = 900, ColorScheme theme = ColorScheme.Light, bool script = true, string zone = "Europe/Berlin")
    {
        var visitor = await NewVisitor(width, height, theme, script, zone);
        await visitor.Page.GotoAsync(Services.GetRequiredService<SignInLinks>().Issue(Token(tenantId, scope)));
        return visitor;
    }

    /// <summary>A connected company with records of all kinds, the same one for every test that only looks.</summary>
    internal Task<Company> Known() => _known ??= Connect("known", SyncKind.Jobs, SyncKind.Candidates, SyncKind.Onboarding);

    /// <summary>A connected company of the test's own.</summary>
    internal async Task<Company> Connect(string name, params SyncKind[] read)
    {
        Chromium.Require();
        var company = await Company.Connect(Services.GetRequiredService<IGrainFactory>(), Sandbox.Credentials, name);
        var configuration = await company.Grain.GetConfiguration(new(company.TenantId));
        Sandbox.RegisterTenantPublicKey(configuration!.OurPublicRsaKey!);
        return await company.Read(read);
    }

    /// <summary>Calls the API as the host application of a tenant does.</summary>
    internal HttpClient NewClient(string tenantId)
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Token(tenantId));
        return client;
    }

    /// <summary>A token of ours.</summary>
    internal string Token(string? tenantId, string? scope = null, TimeSpan? expiresIn = null, string? key = null)
    {
        var claims = new Dictionary<string, object> { ["sub"] = "person-1", ["email"] = "ada@example.com" };
        if (tenantId is not null)
        {
            claims["tenant_id"] = tenantId;
        }

        if (scope is not null)
        {
            claims["scope"] = scope;
        }

        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            NotBefore = now.AddHours(-2),
            IssuedAt = now.AddHours(-2),
            Expires = now + (expiresIn ?? TimeSpan.FromHours(1)),
            SigningCredentials = new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key ?? _key)), SecurityAlgorithms.HmacSha256),
        });
    }
}
