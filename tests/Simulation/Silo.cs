using System.Collections.Concurrent;
using System.Collections.Immutable;
using Jobvite.Client;
using Jobvite.Grains;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Documents;
using Jobvite.Grains.Health;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Secrets;
using Jobvite.Grains.Sync;
using Jobvite.Grains.Webhooks;
using Jobvite.Sandbox;
using Jobvite.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Jobvite.Simulation.Tests;

/// <summary>
/// The process under test with the product's own workers, client and rules, and a thin stand-in for Orleans: one activation of each of the
/// company's grains. It lives until it is stopped or killed; whoever comes next knows only what is stored.
/// </summary>
internal sealed class Silo
{
    /// <summary>Of the machine, not of the process: what one life sealed the next can open.</summary>
    private static readonly IDataProtectionProvider Keys = new EphemeralDataProtectionProvider();

    private readonly string _companyId;
    private readonly ServiceProvider _services;
    private readonly Dictionary<SyncKind, KindWorker> _workers = [];
    private readonly DocumentDesk _documents;
    private readonly WebhookIntake _intake;
    private readonly Sweeper _sweeper;
    private readonly CompanyConnection _connection;

    public Silo(SandboxServer sandbox, string privateKeyPem, SyncSettings settings, Stores stores, Pump pump, WorldClock clock, ErrorLog log)
    {
        _companyId = sandbox.Credentials.CompanyId;
        Life.Current = Life;
        var grains = Invented<IGrainFactory>.Of((method, _) => method.IsGenericMethod ? Grain(method.GetGenericArguments()[0]) : null);
        var configuration = new ConfigurationBuilder().Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration);
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(Keys);
        services.AddSingleton(grains);
        services.AddSingleton<IHostApplicationLifetime>(new Always());
        services.AddLogging(logging => logging.AddProvider(log));
        services.AddJobviteGrains(configuration);
        services.AddHttpClient("Jobvite").ConfigurePrimaryHttpMessageHandler(() => new WatchedHandler(sandbox.CreateHandler(), pump, clock));
        services.AddSingleton(Watched<IRunStore>.Of(stores.Get<IRunStore>(), pump));
        services.AddSingleton(Watched<IRecordStore>.Of(stores.Get<IRecordStore>(), pump));
        services.AddSingleton(Watched<IRecordReader>.Of(stores.Get<IRecordReader>(), pump));
        services.AddSingleton(Watched<IEventStore>.Of(stores.Get<IEventStore>(), pump));
        services.AddSingleton(Watched<IDocumentStore>.Of(stores.Get<IDocumentStore>(), pump));
        services.AddSingleton(stores.Get<ICompanyData>());
        services.AddSingleton(stores.Get<IAuditLog>());
        services.AddSingleton(stores.Get<ICompanyDirectory>());
        services.AddSingleton(stores.Get<IBudgetStore>());
        services.AddSingleton(stores.Get<IHealthStore>());
        services.AddSingleton(stores.Get<IHistoryTrimmer>());
        _services = services.BuildServiceProvider();
        _connection = Connection(sandbox.Credentials, privateKeyPem, settings);

        _documents = _services.GetRequiredService<DocumentDeskFactory>().Create(_companyId, static _ => { });
        var workers = _services.GetRequiredService<KindWorkerFactory>();
        foreach (var kind in Enum.GetValues<SyncKind>())
        {
            _workers[kind] = workers.Create(kind, _companyId, static _ => { }, kind == SyncKind.Candidates ? _documents.FetchAhead : null);
        }

        var appender = _services.GetRequiredService<EventAppender>();
        appender.StartAsync(CancellationToken.None);
        var secrets = _services.GetRequiredService<SecretProtector>();
        _intake = new WebhookIntake(
            _companyId,
            new SigningKeySource(_companyId, grains, secrets, clock),
            appender,
            new RefreshHinter(_companyId, grains, clock, NullLogger.Instance),
            _services.GetRequiredService<IOptions<WebhookOptions>>().Value,
            clock,
            NullLogger.Instance,
            _services.GetRequiredService<ContactRecorder>());
        _sweeper = ActivatorUtilities.CreateInstance<Sweeper>(_services, new Random(1));
        Life.Current = null;
    }

    public Life Life { get; } = new();

    /// <summary>Starts a run as the schedule or a person does.</summary>
    public Task<StartSyncResult> Start(SyncKind kind, SyncMode? mode, RunTrigger trigger) => Live(async () =>
    {
        var history = (await _services.GetRequiredService<IRunStore>().GetHistory(_companyId, CancellationToken.None)).FirstOrDefault(each => each.Kind == kind);
        var time = _services.GetRequiredService<TimeProvider>().GetUtcNow();
        var command = RunRule.Decide(kind, new SyncRequest(mode), trigger, _connection.Settings, history, sourceSince: null, time);
        return await _workers[kind].StartSync(command, CancellationToken.None);
    });

    /// <summary>Takes a webhook with the right signature, or without one when there is no key.</summary>
    public Task<WebhookReceipt> Receive(WebhookSource source, byte[] body, string? signingKey) =>
        Live(() => _intake.Receive(source, body, signingKey is null ? null : WebhookSignature.Compute(body, signingKey), CancellationToken.None));

    /// <summary>Judges the company, as the watch does, and tells how it stands.</summary>
    public Task<HealthReport> Judge() => Live(async () =>
    {
        var reader = _services.GetRequiredService<HealthReader>();
        await reader.Watch(_companyId, CancellationToken.None);
        return await reader.Read(_companyId, CancellationToken.None);
    });

    /// <summary>Looks for due events and for runs that nobody attends to.</summary>
    public Task<bool> Sweep() => Live(() => _sweeper.Sweep(CancellationToken.None));

    /// <summary>A person looks at a candidate's documents.</summary>
    public Task<DocumentList?> ListDocuments(string candidateId) => Live(() => _documents.List(candidateId, CancellationToken.None));

    public Task<DocumentDownload> Download(Guid documentId) => Live(() => _documents.Download(documentId, CancellationToken.None));

    /// <summary>Stops as the activations of a silo do that goes down in peace.</summary>
    public Task<bool> Stop() => Live(async () =>
    {
        foreach (var worker in _workers.Values)
        {
            await worker.DisposeAsync();
        }

        await _documents.DisposeAsync();
        Life.Kill();
        return true;
    });

    private async Task<T> Live<T>(Func<Task<T>> work)
    {
        Life.Current = Life;
        return await work();
    }

    private object? Grain(Type type) =>
        type == typeof(ICompanyGrain) ? Invented<ICompanyGrain>.Of((method, _) => method.Name == nameof(ICompanyGrain.GetConnection) ? Task.FromResult<CompanyConnection?>(_connection) : null)
        : type == typeof(IRequestBudgetGrain) ? Invented<IRequestBudgetGrain>.Of(static (method, _) => method.Name switch
        {
            nameof(IRequestBudgetGrain.Lease) => Task.FromResult(new BudgetLease(Granted: true)),
            nameof(IRequestBudgetGrain.GetUsage) => Task.FromResult(new BudgetUsage()),
            _ => null,
        })
        : type == typeof(IJobsGrain) ? Invented<IJobsGrain>.Of((method, arguments) => Kind(SyncKind.Jobs, method.Name, arguments))
        : type == typeof(ICandidatesGrain) ? Invented<ICandidatesGrain>.Of((method, arguments) => Kind(SyncKind.Candidates, method.Name, arguments))
        : type == typeof(IOnboardingGrain) ? Invented<IOnboardingGrain>.Of((method, arguments) => Kind(SyncKind.Onboarding, method.Name, arguments))
        : null;

    private Task? Kind(SyncKind kind, string method, object?[] arguments)
    {
        if (method == nameof(IKindGrain.Refresh))
        {
            _workers[kind].Refresh();
        }
        else if (method == nameof(IKindGrain.ResumeRun))
        {
            _workers[kind].ResumeRun((Guid)arguments[0]!);
        }

        return null;
    }

    private CompanyConnection Connection(SandboxCredentials credentials, string privateKeyPem, SyncSettings settings)
    {
        var secrets = new SecretProtector(Keys);
        string Protect(string field, string value) => secrets.Protect(_companyId, field, value);
        return new CompanyConnection
        {
            CompanyId = _companyId,
            Version = 1,
            Environment = JobviteEnvironment.Stage,
            AuthScheme = JobviteAuthScheme.Hmac,
            JobvitePublicRsaKey = credentials.JobvitePublicKeyPem,
            Settings = settings,
            ProtectedSecrets = new Dictionary<string, string>
            {
                [SecretField.ApiKey] = Protect(SecretField.ApiKey, credentials.ApiKey),
                [SecretField.ApiSecret] = Protect(SecretField.ApiSecret, credentials.ApiSecret),
                [SecretField.WebhookSigningKey] = Protect(SecretField.WebhookSigningKey, credentials.WebhookSigningKey),
                [SecretField.PrivateRsaKey] = Protect(SecretField.PrivateRsaKey, privateKeyPem),
            }.ToImmutableDictionary(),
        };
    }

    /// <summary>Keeps the exceptions that the product logs as errors: those that nobody foresaw.</summary>
    internal sealed class ErrorLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<Exception> Errors { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error && exception is not null)
            {
                Errors.Enqueue(exception);
            }
        }

        public void Dispose()
        {
            // Nothing is held.
        }
    }

    private sealed class Always : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => new(canceled: true);

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
            // Nobody asks for it.
        }
    }
}
