using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Jobvite.Client.Tests;

/// <summary>A client over a stub, with a clock that stands still unless it is moved.</summary>
internal sealed class ClientUnderTest : IDisposable
{
    public static readonly Uri BaseUrl = new("https://api.jobvite.test/api/v2");

    private readonly ServiceProvider _services;

    public ClientUnderTest(Action<JobviteClientOptions>? configure = null, Func<JobviteConnection, JobviteConnection>? connect = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        services.AddJobviteClient(options =>
        {
            options.RetryDelay = TimeSpan.Zero;
            configure?.Invoke(options);
        });
        services.AddHttpClient("Jobvite").ConfigurePrimaryHttpMessageHandler(() => Jobvite);
        _services = services.BuildServiceProvider();
        Connection = (connect ?? (static c => c))(Plain);
        Client = Factory.Create(Connection, Gate);
    }

    public static JobviteConnection Plain { get; } = new()
    {
        CompanyTag = "acme",
        V2BaseUrl = BaseUrl,
        OnboardingBaseUrl = BaseUrl,
        ApiKey = "acme_api_key",
        ApiSecret = "acme_api_secret",
    };

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));

    public StubJobvite Jobvite { get; } = new();

    public CountingGate Gate { get; } = new();

    public JobviteConnection Connection { get; }

    public IJobviteClient Client { get; }

    public IJobviteClientFactory Factory => _services.GetRequiredService<IJobviteClientFactory>();

    public CircuitPool Circuits => _services.GetRequiredService<CircuitPool>();

    public static async Task<JobviteFailure> FailureOf(Func<Task> call)
        => (await Assert.ThrowsAsync<JobviteException>(call)).Failure;

    /// <summary>The failure of the first page of jobs.</summary>
    public Task<JobviteFailure> JobListFailure() => FailureOf(async () =>
    {
        await foreach (var page in Client.ReadJobPagesAsync(new JobPageRequest(), TestContext.Current.CancellationToken))
        {
            Assert.Fail($"A page with {page.Records.Count} records came instead of a failure.");
        }
    });

    public async Task<List<JobvitePage<JobviteCandidate>>> CandidatePages(CandidatePageRequest? request = null)
    {
        var pages = new List<JobvitePage<JobviteCandidate>>();
        await foreach (var page in Client.ReadCandidatePagesAsync(request ?? new CandidatePageRequest(), TestContext.Current.CancellationToken))
        {
            pages.Add(page);
        }

        return pages;
    }

    public async Task<List<JobvitePage<JobviteJob>>> JobPages(JobPageRequest? request = null)
    {
        var pages = new List<JobvitePage<JobviteJob>>();
        await foreach (var page in Client.ReadJobPagesAsync(request ?? new JobPageRequest(), TestContext.Current.CancellationToken))
        {
            pages.Add(page);
        }

        return pages;
    }

    public void Dispose() => _services.Dispose();
}
