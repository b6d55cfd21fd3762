using System.Security.Cryptography;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Secrets;
using Jobvite.Grains.Tenants;
using Jobvite.Sandbox;
using Microsoft.AspNetCore.DataProtection;

namespace Jobvite.Simulation.Tests;

/// <summary>
/// Where the company's records may come from: one account at Jobvite, and in stories that want it another one, which differs in its API
/// key, its environment or its address.
/// </summary>
internal sealed class Sources : IAsyncDisposable
{
    /// <summary>Of the machine, not of the process: what one life sealed the next can open.</summary>
    public static readonly IDataProtectionProvider KeyRing = new EphemeralDataProtectionProvider();

    private const string OtherHost = "jobvite-elsewhere.example";

    private static readonly (string Jobvite, string Tenant, string TenantPublic) Keys = MakeKeys();

    private readonly OtherSource _kind;
    private readonly SandboxServer _first;
    private readonly SandboxServer? _other;
    private readonly HttpMessageInvoker _firstDoor;
    private readonly HttpMessageInvoker? _otherDoor;
    private (CompanyState? State, bool IsOther) _known;

    private Sources(OtherSource kind, SandboxServer first, SandboxServer? other)
    {
        (_kind, _first, _other) = (kind, first, other);
        _firstDoor = new HttpMessageInvoker(first.CreateHandler());
        _otherDoor = other is null ? null : new HttpMessageInvoker(other.CreateHandler());
        Ever = new[] { first, other }.OfType<SandboxServer>().ToDictionary(static one => one, static one => (one.World.JobIds, one.World.ProcessIds));
    }

    /// <summary>All jobs and processes that there ever were.</summary>
    public IReadOnlyDictionary<SandboxServer, (IReadOnlyList<string> Jobs, IReadOnlyList<string> Processes)> Ever { get; }

    /// <summary>Whether the operator has set the address of the other source.</summary>
    public bool IsMoved { get; set; }

    /// <summary>The one of the stored settings.</summary>
    public SandboxServer Current { get; private set; } = null!;

    public string SigningKey => _first.Credentials.WebhookSigningKey;

    /// <summary>The operator's variables for it.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Variables => IsMoved
        ? new[] { "JOBVITE_V2_BASE_URL_STAGE", "JOBVITE_ONBOARDING_BASE_URL_STAGE" }.Select(static name => KeyValuePair.Create<string, string?>(name, $"https://{OtherHost}/api/v2"))
        : [];

    public static async Task<Sources> Start(Story story, TimeProvider time)
    {
        var first = await Start(story, story.Seed, story.People, time, like: null);
        var other = story.Steps.Any(static step => step is SourceStep)
            ? await Start(story, story.SameRecords ? story.Seed : story.Seed + 1_000_000, story.OtherPeople, time, story.Other == OtherSource.Key ? null : first.Credentials)
            : null;
        return new Sources(story.Other, first, other) { Current = first };
    }

    public HttpMessageHandler CreateHandler() => new Router(this);

    /// <summary>Finds out where the stored settings point.</summary>
    /// <param name="companyId">The company.</param>
    /// <param name="state">As it is stored; without a connection the source stays what it was.</param>
    public void Follow(string companyId, CompanyState? state)
    {
        if (state is not { Connected: true } || _other is null)
        {
            return;
        }

        if (!ReferenceEquals(state, _known.State))
        {
            _known = (state, _kind switch
            {
                OtherSource.Key => new SecretProtector(KeyRing).Unprotect(companyId, SecretField.ApiKey, state.Secrets[SecretField.ApiKey]) == _other.Credentials.ApiKey,
                _ => state.Environment == "prod",
            });
        }

        Current = (_kind == OtherSource.Address ? IsMoved : _known.IsOther) ? _other : _first;
    }

    /// <summary>Everything that is needed to connect to the current source.</summary>
    public ConfigureCompany Connect() => Complete(To(Current));

    /// <summary>A change of source with the keys that do not depend on it.</summary>
    public ConfigureCompany Complete(ConfigureCompany change) => change with
    {
        WebhookSigningKey = SigningKey,
        JobvitePublicRsaKey = _first.Credentials.JobvitePublicKeyPem,
        OurPrivateRsaKey = Keys.Tenant,
    };

    /// <summary>The change of settings that leads to the other source, and back; null when it is the operator who moves.</summary>
    public ConfigureCompany? Change()
    {
        if (_kind == OtherSource.Address)
        {
            IsMoved = !IsMoved;
            return null;
        }

        return To(Current == _first ? _other! : _first);
    }

    public void Both(Action<SandboxServer> change)
    {
        change(_first);
        if (_other is not null)
        {
            change(_other);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        if (_other is not null)
        {
            await _other.DisposeAsync();
        }
    }

    private static Task<SandboxServer> Start(Story story, int seed, int people, TimeProvider time, SandboxCredentials? like) => SandboxServer.StartInMemoryAsync(new SandboxOptions
    {
        CompanyId = $"jobvite-{seed}{(like is null ? "" : "-moved")}",
        Seed = seed,
        Candidates = people,
        Jobs = story.Jobs,
        Processes = story.Processes,
        SecondApplicationShare = story.SecondApplications,
        DocumentShare = 0.1,
        DataUpTo = time.GetUtcNow().AddDays(-20),
        Quirks = story.Habits,
        TimeProvider = time,
        ApiKey = like?.ApiKey,
        ApiSecret = like?.ApiSecret,
        RsaPrivateKeyPem = Keys.Jobvite,
        TenantPublicKeyPem = Keys.TenantPublic,
    });

    private static (string Jobvite, string Tenant, string TenantPublic) MakeKeys()
    {
        using var jobvite = RSA.Create(2048);
        using var tenant = RSA.Create(2048);
        return (jobvite.ExportPkcs8PrivateKeyPem(), tenant.ExportPkcs8PrivateKeyPem(), tenant.ExportSubjectPublicKeyInfoPem());
    }

    private ConfigureCompany To(SandboxServer source) => new()
    {
        Environment = _kind == OtherSource.Environment && source != _first ? JobviteEnvironment.Prod : JobviteEnvironment.Stage,
        ApiKey = source.Credentials.ApiKey,
        ApiSecret = source.Credentials.ApiSecret,
    };

    private sealed class Router(Sources sources) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            (IsForOther(request) ? sources._otherDoor! : sources._firstDoor).SendAsync(request, cancellationToken);

        private bool IsForOther(HttpRequestMessage request) => sources._other is { } other && sources._kind switch
        {
            OtherSource.Key => request.Headers.TryGetValues("X-JVI-API", out var keys) && keys.First() == other.Credentials.ApiKey,
            OtherSource.Environment => request.RequestUri!.Host == "api.jobvite.com",
            _ => request.RequestUri!.Host == OtherHost,
        };
    }
}
