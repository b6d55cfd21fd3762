using System.Collections.Concurrent;
using Jobvite.Cluster.Tests.Postgres;
using Jobvite.Grains.Interfaces;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Cluster.Tests.Silos;

/// <summary>
/// A company was connected, all silos were stopped, ten of its ticks passed, and all silos were started again. To be quick, the stored
/// reminder is set to every minute and to ten periods ago; the company's own interval stays an hour.
/// </summary>
public sealed class RestartedSilos(PostgresServer server) : IAsyncLifetime
{
    private const string Reminder = "SELECT concat_ws(' ', grain_id, reminder_name, start_time, period_ms, version) FROM orleans_reminders";

    private readonly Ticks _ticks = new();
    private SiloGroup? _group;

    public string ConnectionString => _group!.ConnectionString;

    /// <summary>The reminder as the company registered it, and after a restart.</summary>
    public (string First, string Restarted) Reminders { get; private set; }

    /// <summary>When the second start's ticks came.</summary>
    public IReadOnlyCollection<TickStatus> TicksAfterRestart => _ticks.Seen;

    public async ValueTask InitializeAsync()
    {
        if (PostgresServer.WhyMissing is not null)
        {
            return;
        }

        _group = await SiloGroup.Create(server, "overslept");
        _group.Services = services => services.AddSingleton<IIncomingGrainCallFilter>(_ticks);
        await _group.Start(2);
        await Connect();
        var first = await Sql.Scalar<string>(ConnectionString, Reminder);

        await _group.Stop();
        await _group.Start(2);
        await _group.Grains().GetGrain<ITenantGrain>(CompanyKey.Of("overslept").ToString()).GetConfiguration(new Caller("tenant", "tester"));
        Reminders = (first, await Sql.Scalar<string>(ConnectionString, Reminder));

        await _group.Stop();
        _ticks.Seen.Clear();
        await Sql.Execute(ConnectionString, "UPDATE orleans_reminders SET period_ms = 60000, start_time = now() - interval '10 minutes' + interval '20 seconds'");
        await _group.Start(2);
        await Wait.Until(
            TimeSpan.FromSeconds(150),
            async () => await Sql.Scalar<long>(ConnectionString, "SELECT count(DISTINCT kind) FROM sync_runs WHERE finished_at IS NOT NULL") >= 2,
            () => $"{_ticks.Seen.Count} ticks, no runs.");
    }

    public ValueTask DisposeAsync() => _group?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task Connect()
    {
        var credentials = _group!.Sandbox.Credentials;
        var result = await _group.Grains().GetGrain<ITenantDirectoryGrain>(TenantKey.Of("tenant").ToString()).Configure(
            new ConfigureCompany
            {
                CompanyId = "overslept",
                Environment = JobviteEnvironment.Stage,
                ApiKey = credentials.ApiKey,
                ApiSecret = credentials.ApiSecret,
                WebhookSigningKey = credentials.WebhookSigningKey,
            },
            new Caller("tenant", "tester"),
            TestContext.Current.CancellationToken);
        Assert.Equal(ConfigureOutcome.Saved, result.Outcome);
    }

    private sealed class Ticks : IIncomingGrainCallFilter
    {
        public ConcurrentQueue<TickStatus> Seen { get; } = new();

        public Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.MethodName == nameof(IRemindable.ReceiveReminder))
            {
                Seen.Enqueue((TickStatus)context.Request.GetArgument(1)!);
            }

            return context.Invoke();
        }
    }
}
