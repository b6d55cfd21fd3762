using Jobvite.Grains.Endpoints;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Notices;
using Jobvite.Grains.Secrets;
using Jobvite.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace Jobvite.Grains.Tests.Notices;

/// <summary>A company whose incidents a test plays on its own clock, a database, a mail server, and what sends notices.</summary>
internal sealed class NoticeBench : IAsyncDisposable
{
    public const string Company = "acme0001";

    private readonly TemporaryDirectory _directory = new();
    private readonly EphemeralDataProtectionProvider _keys = new();
    private readonly List<ServiceProvider> _services = [];
    private readonly List<OpenCondition> _wrong = [];

    private NoticeBench()
    {
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public MailServer Mail { get; } = new();

    /// <summary>Whoever notes what was sent dies before, so many times.</summary>
    public int Deaths { get; set; }

    public IReadOnlyList<string> Subjects => [.. Mail.Mails.Select(mail => mail.Subject)];

    public INoticeStore Store => _services[^1].GetRequiredService<INoticeStore>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Connected, well, and with an address that wants to be told.</summary>
    public static async Task<NoticeBench> Begin(string? webhook = null)
    {
        var bench = new NoticeBench();
        bench.Restart();
        var services = bench._services[0];
        await services.GetRequiredService<IStorageMigrator>().Migrate(Stop);
        await services.GetRequiredService<ICompanyDirectory>().Save(new DirectoryEntry(Company, JobviteEnvironment.Stage, Connected: true, IntervalMinutes: 60), Stop);
        Assert.True(await bench.Store.Save(
            new NoticeSettings
            {
                CompanyId = Company,
                Emails = ["anna@example.com"],
                Webhook = webhook is null ? null : services.GetRequiredService<NoticeSender>().Protect(Company, webhook),
                WebhookHost = webhook is null ? null : "127.0.0.1",
                Kinds = NoticeKinds.Connection | NoticeKinds.Syncs | NoticeKinds.Webhooks | NoticeKinds.Endpoints,
            },
            Stop));
        await bench.Judge();
        return bench;
    }

    /// <summary>Another process goes on with the same database.</summary>
    public void Restart() => _services.Add(new ServiceCollection()
        .AddLogging()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Jobvite:Notices:SmtpHost"] = "127.0.0.1",
            ["Jobvite:Notices:SmtpPort"] = $"{Mail.Port}",
            ["Jobvite:Notices:SmtpTls"] = "None",
            ["Jobvite:Notices:From"] = "Jobvite sync <noreply@example.com>",
            ["Webhooks:AllowedHosts"] = "127.0.0.1",
            ["Frontend:PublicBaseUrl"] = "https://jobvite.example.com/",
        }).Build())
        .AddSingleton<TimeProvider>(Time)
        .AddSingleton<IDataProtectionProvider>(_keys)
        .AddSingleton<SecretProtector>()
        .AddJobviteSqlite(options => options.DatabasePath = _directory.File("jobvite.db"))
        .AddEndpoints()
        .AddNotices()
        .BuildServiceProvider());

    /// <summary>From now on these are wrong, and nothing else.</summary>
    public void Wrong(params string[] subjects)
    {
        _wrong.RemoveAll(one => !subjects.Contains(one.Subject));
        _wrong.AddRange(subjects.Except(_wrong.Select(one => one.Subject)).Select(subject => new OpenCondition(
            subject, Severe: true, Time.GetUtcNow(), $"What is called {subject} is broken.", "Nothing arrives.", "Repair it.")));
    }

    /// <summary>Time goes by; meanwhile health is judged and notices are looked for.</summary>
    public async Task Pass(TimeSpan time, TimeSpan? step = null)
    {
        for (var (passed, pace) = (TimeSpan.Zero, step ?? TimeSpan.FromSeconds(30)); passed < time; passed += pace)
        {
            Time.Advance(pace);
            await Judge();
            await Look();
        }
    }

    public async Task Judge() => await _services[^1].GetRequiredService<IHealthStore>().Save(Company, _wrong.Count > 0 ? HealthStatus.Failing : HealthStatus.Ok, 1, [.. _wrong], Stop);

    /// <summary>One look of each silo, all at the same time.</summary>
    public async Task Look(int silos = 1) => await Task.WhenAll(Enumerable.Range(0, silos).Select(_ => Watch().Look(Stop)));

    public async ValueTask DisposeAsync()
    {
        foreach (var services in _services)
        {
            await services.DisposeAsync();
        }

        await Mail.DisposeAsync();
        _directory.Dispose();
    }

    private NoticeWatch Watch()
    {
        var services = _services[^1];
        var store = Substitute.For<INoticeStore>();
        store.FindDue(default!, default, default).ReturnsForAnyArgs(call => Store.FindDue(call.ArgAt<NoticeTimes>(0), call.ArgAt<int>(1), Stop));
        store.Take(default!, default!, default).ReturnsForAnyArgs(call => Store.Take(call.ArgAt<NoticeTarget>(0), call.ArgAt<NoticeTimes>(1), Stop));
        store.NoteTold(default!, default!, default).ReturnsForAnyArgs(call => Deaths-- > 0 ? throw new InvalidOperationException("Killed.") : Store.NoteTold(call.ArgAt<NoticeHold>(0), call.ArgAt<ToldNotices>(1), Stop));
        store.NoteFailed(default!, default!, default, default).ReturnsForAnyArgs(call => Store.NoteFailed(call.ArgAt<NoticeHold>(0), call.ArgAt<string>(1), call.ArgAt<DateTimeOffset>(2), Stop));
        store.Release(default!, default, default).ReturnsForAnyArgs(call => Store.Release(call.ArgAt<NoticeHold>(0), call.ArgAt<DateTimeOffset?>(1), Stop));
        store.CountFailing(default).ReturnsForAnyArgs(_ => Store.CountFailing(Stop));
        var options = services.GetRequiredService<IOptions<NoticeOptions>>();
        return new NoticeWatch(
            store,
            new NoticeDelivery(store, services.GetRequiredService<NoticeSender>(), options, Time),
            options,
            services.GetRequiredService<GrainsInstruments>(),
            Substitute.For<IHostApplicationLifetime>(),
            Time,
            NullLogger<NoticeWatch>.Instance);
    }
}
