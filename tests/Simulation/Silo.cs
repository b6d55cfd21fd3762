using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Jobvite.Client;
using Jobvite.Grains;
using Jobvite.Grains.Budget;
using Jobvite.Grains.Health;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;
using Jobvite.Grains.Scrubbing;
using Jobvite.Grains.Secrets;
using Jobvite.Grains.Webhooks;
using Jobvite.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Timers;

namespace Jobvite.Simulation.Tests;

/// <summary>What a process finds wherever it starts, and what outlives it.</summary>
internal sealed record Machine(string CompanyId, Cluster Cluster, Stores Stores, Pump Pump, WorldClock Clock, Sources Sources, Silo.ErrorLog Log)
{
    /// <summary>A tenant of its own: what a tenant may spend on trials is counted by tenant.</summary>
    public Caller Owner { get; } = new(CompanyId);
}

/// <summary>
/// The process under test with the product's own tenant grain, owner's directory, kinds' grains, budgets, client and rules, and a thin stand-in for Orleans: one
/// activation of each of the company's grains. It lives until it is stopped or killed; whoever comes next knows only what is stored.
/// </summary>
internal sealed class Silo : IDisposable
{
    private readonly Machine _machine;
    private readonly ServiceProvider _services;
    private readonly SiloGrains _grains;
    private readonly Sweeper _sweeper;
    private readonly Scrubber _scrubber;

    /// <param name="machine">What is there.</param>
    /// <param name="variables">The operator's environment variables.</param>
    public Silo(Machine machine, IReadOnlyDictionary<string, string?> variables)
    {
        _machine = machine;
        Life.Current = Life;
        _grains = new SiloGrains(machine, isBudgeted: variables.Keys.Any(static name => name.StartsWith(RequestBudgetOptions.Section, StringComparison.Ordinal)));
        _services = Services(machine, new ConfigurationBuilder().AddInMemoryCollection(variables).Build());
        _grains.Activate(_services);
        _sweeper = ActivatorUtilities.CreateInstance<Sweeper>(_services, new Random(1));
        _scrubber = ActivatorUtilities.CreateInstance<Scrubber>(_services, new Random(1));
        Life.Current = null;
    }

    public Life Life { get; } = new();

    /// <summary>Starts a run as the schedule or a person does.</summary>
    public Task<StartSyncResult> Start(SyncKind kind, SyncMode? mode, RunTrigger trigger) => Live(() => _grains.AskTenant(async tenant =>
    {
        if (trigger == RunTrigger.Person)
        {
            return await tenant.StartSync(kind, new SyncRequest(mode), _machine.Owner, CancellationToken.None);
        }

        // What a tick does that finds the kind due, in the mode that the story wants.
        if (await tenant.GetConnection() is not { } connection || _machine.Cluster.State is not { } company)
        {
            return new StartSyncResult(StartSyncOutcome.NotConfigured);
        }

        var history = (await _services.GetRequiredService<IRunStore>().GetHistory(_machine.CompanyId, CancellationToken.None)).FirstOrDefault(each => each.Kind == kind)?.Since(company.ReadScopeSince);
        var command = RunRule.Decide(kind, new SyncRequest(mode), trigger, connection.Settings, history, company.SourceSince, _machine.Clock.GetUtcNow());
        return await _grains.Kinds[kind].StartSync(command, CancellationToken.None);
    }));

    /// <summary>Connects the company, or changes its settings.</summary>
    public Task<ConfigureResult> Configure(ConfigureCompany command) =>
        Live(() => _grains.AskDirectory(directory => directory.Configure(command with { CompanyId = _machine.CompanyId }, _machine.Owner, CancellationToken.None)));

    /// <summary>Disconnects the company and deletes its data.</summary>
    public Task<bool> DeleteData() => Live(() => _grains.AskDirectory(directory => directory.Disconnect(deleteData: true, _machine.Owner, CancellationToken.None)));

    /// <summary>The company's reminder.</summary>
    public Task<bool> Tick() => Live(() => _grains.AskTenant(async tenant =>
    {
        await tenant.ReceiveReminder("sync", _machine.Cluster.Tick());
        return true;
    }));

    /// <summary>Takes a webhook with the right signature, or without one when there is no key.</summary>
    public Task<WebhookReceipt> Receive(WebhookSource source, byte[] body, string? signingKey) =>
        Live(() => _grains.Receive(source, body, signingKey is null ? null : WebhookSignature.Compute(body, signingKey)));

    /// <summary>Looks for due events and for runs that nobody attends to.</summary>
    public Task<bool> Sweep() => Live(() => _sweeper.Sweep(CancellationToken.None));

    /// <summary>What <c>GET …/health</c> answers. It moves nothing.</summary>
    public Task<HealthReport> ReadHealth() => new HealthReader(
        _machine.Stores.Get<IHealthStore>(),
        _machine.Stores.Get<IRunStore>(),
        _services.GetRequiredService<ContactRecorder>(),
        _grains.Outside,
        _services.GetRequiredService<SecretProtector>(),
        _services.GetRequiredService<GrainsInstruments>(),
        _machine.Clock).Read(_machine.CompanyId, CancellationToken.None);

    /// <summary>Judges the company, as the watch does, and tells how it stands.</summary>
    public Task<HealthReport> Judge() => Live(async () =>
    {
        var reader = _services.GetRequiredService<HealthReader>();
        await reader.Watch(_machine.CompanyId, CancellationToken.None);
        return await reader.Read(_machine.CompanyId, CancellationToken.None);
    });

    /// <summary>Takes out EEO data that were switched off.</summary>
    public Task<bool> Scrub() => Live(async () =>
    {
        await _scrubber.ScrubDue(CancellationToken.None);
        return true;
    });

    /// <summary>A person looks at a candidate's documents.</summary>
    public Task<DocumentList?> ListDocuments(string candidateId) => Live(() => _grains.Candidates.ListDocuments(candidateId, CancellationToken.None));

    public Task<DocumentDownload> Download(Guid documentId) => Live(() => _grains.Candidates.DownloadDocument(documentId, CancellationToken.None));

    /// <summary>Stops as the activations of a silo do that goes down in peace.</summary>
    public Task<bool> Stop() => Live(async () =>
    {
        await _grains.Deactivate();
        Life.Kill();
        return true;
    });

    /// <summary>
    /// Takes the meters out of the runtime's list, which would keep them for ever. The other services of a dead process are left alone: some
    /// would wait for calls that never end.
    /// </summary>
    public void Dispose() => _services.GetRequiredService<IMeterFactory>().Dispose();

    private ServiceProvider Services(Machine machine, IConfiguration configuration)
    {
        var (stores, pump) = (machine.Stores, machine.Pump);
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddSingleton<TimeProvider>(machine.Clock);
        services.AddSingleton(Sources.KeyRing);
        services.AddSingleton(_grains.Factory);
        services.AddSingleton(Invented<IGrainRuntime>.Of((method, _) => method.Name switch
        {
            "get_TimerRegistry" => new ClockTimers(machine.Clock),
            "get_GrainFactory" => _grains.Factory,
            _ => null,
        }));
        services.AddSingleton<IReminderRegistry>(machine.Cluster);
        services.AddSingleton<ITimerRegistry>(new ClockTimers(machine.Clock));
        services.AddSingleton<IHostApplicationLifetime>(new Always());
        services.AddLogging(logging => logging.AddProvider(machine.Log));
        services.AddJobviteGrains(configuration);

        // A handler that gets old is looked after by a timer of the runtime's, which would keep the process for as long as a request of it waits.
        services.AddHttpClient("Jobvite").SetHandlerLifetime(Timeout.InfiniteTimeSpan).ConfigurePrimaryHttpMessageHandler(() => new WatchedHandler(machine.Sources.CreateHandler(), pump, machine.Clock));
        services.AddSingleton(Watched<IRunStore>.Of(stores.Get<IRunStore>(), pump));
        services.AddSingleton(Watched<IRecordStore>.Of(stores.Get<IRecordStore>(), pump));
        services.AddSingleton(Watched<IRecordReader>.Of(stores.Get<IRecordReader>(), pump));
        services.AddSingleton(Watched<IEventStore>.Of(stores.Get<IEventStore>(), pump));
        services.AddSingleton(Watched<IEventLog>.Of(stores.Get<IEventLog>(), pump));
        services.AddSingleton(Watched<IDocumentStore>.Of(stores.Get<IDocumentStore>(), pump));
        services.AddSingleton(Watched<ICompanyData>.Of(stores.Get<ICompanyData>(), pump));
        services.AddSingleton(Watched<IScrubStore>.Of(stores.Get<IScrubStore>(), pump));
        services.AddSingleton(Watched<IAuditLog>.Of(stores.Get<IAuditLog>(), pump));
        services.AddSingleton(Watched<ICompanyDirectory>.Of(stores.Get<ICompanyDirectory>(), pump));
        services.AddSingleton(Watched<IBudgetStore>.Of(stores.Get<IBudgetStore>(), pump));
        services.AddSingleton(Watched<IRecordCompletion>.Of(stores.Get<IRecordCompletion>(), pump));
        services.AddSingleton(stores.Get<IHealthStore>());
        services.AddSingleton(stores.Get<IHistoryTrimmer>());
        return services.BuildServiceProvider();
    }

    private async Task<T> Live<T>(Func<Task<T>> work)
    {
        Life.Current = Life;
        return await work();
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
