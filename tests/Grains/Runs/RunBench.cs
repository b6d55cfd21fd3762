using System.Collections.Immutable;
using Jobvite.Client;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;
using Jobvite.Grains.Secrets;
using Jobvite.Grains.Tests.Connections;
using Jobvite.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Jobvite.Grains.Tests.Runs;

/// <summary>Runs between Jobvite's HTTP, played by a function, and a real SQLite store, on time that a test moves.</summary>
internal sealed class RunBench : IAsyncDisposable
{
    private const string Company = PlayedCompany.Id;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("jobvite-run-");
    private readonly ServiceProvider _services;
    private readonly PlayedCompany _company;
    private CompanyConnection? _connection;

    private RunBench(PlayedHttp jobvite, Action<JobviteClientOptions>? configure)
    {
        Jobvite = jobvite;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        services.AddJobviteSqlite(options => options.DatabasePath = Path.Combine(_directory.FullName, "jobvite.db"));
        services.AddJobviteClient(options =>
        {
            options.MaxRetries = 0;
            options.CircuitMinimumThroughput = 1000;
            (options.AttemptTimeout, options.TotalTimeout) = (TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20));
            configure?.Invoke(options);
        });
        services.AddHttpClient("Jobvite").ConfigurePrimaryHttpMessageHandler(() => jobvite);
        _services = services.BuildServiceProvider();

        _company = new PlayedCompany(
            () => _connection, (connection, gate) => Client ?? _services.GetRequiredService<IJobviteClientFactory>().Create(connection, gate), Time);
        _connection = PlayedCompany.Connected with
        {
            ProtectedSecrets = ImmutableDictionary<string, string>.Empty
                .Add(SecretField.ApiKey, _company.Secrets.Protect(Company, SecretField.ApiKey, "acme_key"))
                .Add(SecretField.ApiSecret, _company.Secrets.Protect(Company, SecretField.ApiSecret, "acme_secret")),
            Settings = new SyncSettings { SyncDocuments = false, SyncOnboarding = true },
        };
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public PlayedHttp Jobvite { get; }

    /// <summary>Takes the place of Jobvite's HTTP, for what is sealed there.</summary>
    public IJobviteClient? Client { get; set; }

    public IRecordReader Reader => _services.GetRequiredService<IRecordReader>();

    public IRunStore Runs => _services.GetRequiredService<IRunStore>();

    private IRecordStore Records => _services.GetRequiredService<IRecordStore>();

    public static async Task<RunBench> Create(PlayedHttp jobvite, Action<JobviteClientOptions>? configure = null)
    {
        var bench = new RunBench(jobvite, configure);
        await bench._services.GetRequiredService<IStorageMigrator>().Migrate(TestContext.Current.CancellationToken);
        return bench;
    }

    /// <summary>Records come from another source from now on, and nobody tells the run's grain.</summary>
    public void ChangeSource() => _connection = _connection! with
    {
        Version = _connection.Version + 1,
        ReadScopeSince = Time.GetUtcNow(),
        SourceSince = Time.GetUtcNow(),
    };

    /// <summary>The settings change, and the run's grain is told.</summary>
    /// <param name="change">The change.</param>
    /// <param name="scope">Whether it changes what is to be read.</param>
    public void Change(Func<SyncSettings, SyncSettings> change, bool scope = false)
    {
        _connection = _connection! with
        {
            Version = _connection.Version + 1,
            Settings = change(_connection.Settings),
            ReadScopeSince = scope ? Time.GetUtcNow() : _connection.ReadScopeSince,
        };
        _company.Link.Drop();
    }

    /// <summary>Runs to the end, moving time whenever the run waits.</summary>
    public async Task<SyncRun> Run(SyncKind kind, SyncMode mode = SyncMode.Full, int? limit = null)
    {
        Time.Advance(TimeSpan.FromHours(1));
        var watermark = mode == SyncMode.Incremental ? (await History(kind)).Watermark : null;
        return await Execute(kind, await Start(kind, mode, limit, watermark: watermark));
    }

    /// <summary>Has the run on record, as it was decided.</summary>
    public async Task<Guid> Start(SyncKind kind, SyncMode mode = SyncMode.Full, int? limit = null, DateTimeOffset? sourceSince = null, DateTimeOffset? watermark = null)
    {
        var start = await Runs.StartOrJoin(
            new NewRun
            {
                RunId = Guid.CreateVersion7(Time.GetUtcNow()),
                CompanyId = Company,
                Kind = kind,
                Mode = mode,
                Trigger = RunTrigger.Schedule,
                Limit = limit,
                ChangedSince = mode == SyncMode.Incremental ? watermark ?? Time.GetUtcNow() : null,
                SourceSince = sourceSince,
            },
            TestContext.Current.CancellationToken);
        return start.Run.RunId;
    }

    public async Task<SyncRun> Execute(SyncKind kind, Guid runId, CancellationToken stopping = default)
    {
        var executor = new RunExecutor(Company, _company.Source(kind, Records, Reader), _company.Link, Runs, Records, Time, NullLogger<RunExecutor>.Instance);
        Jobvite.OnRequest = () => NoteObstacle(runId);
        var execution = executor.Execute(runId, static () => { }, CancellationToken.None, stopping);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while (!execution.IsCompleted)
        {
            await Task.WhenAny(execution, Task.Delay(10, deadline.Token));
            deadline.Token.ThrowIfCancellationRequested();
            Time.Advance(TimeSpan.FromSeconds(5));
        }

        await execution;
        return (await Reader.GetRun(Company, runId, TestContext.Current.CancellationToken))!;
    }

    /// <summary>What runs said while they waited, as it stood when they asked again.</summary>
    public List<string> Obstacles { get; } = [];

    public async Task<long> Living(SyncKind kind)
    {
        var counts = await Reader.Count(Company, TestContext.Current.CancellationToken);
        return kind switch
        {
            SyncKind.Jobs => counts.Jobs,
            SyncKind.Candidates => counts.Candidates,
            _ => counts.OnboardingProcesses,
        };
    }

    public Task<JobView?> Job(string id) => Reader.GetJob(Company, id, TestContext.Current.CancellationToken);

    public async Task<KindHistory> History(SyncKind kind) =>
        (await Runs.GetHistory(Company, TestContext.Current.CancellationToken)).Single(one => one.Kind == kind);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private async Task NoteObstacle(Guid runId)
    {
        if (await Reader.GetRun(Company, runId, TestContext.Current.CancellationToken) is { Status: RunStatus.Running, Error: { } obstacle } && !Obstacles.Contains(obstacle))
        {
            Obstacles.Add(obstacle);
        }
    }
}
