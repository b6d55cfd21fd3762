using Jobvite.Grains.Budget;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Documents;
using Jobvite.Grains.Health;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Secrets;
using Jobvite.Grains.Sync;
using Jobvite.Grains.Tenants;
using Jobvite.Grains.Webhooks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Jobvite.Simulation.Tests;

/// <summary>The activations of one process, and how they find each other.</summary>
/// <param name="machine">Where they are.</param>
/// <param name="isBudgeted">Whether requests are leased from the product's own budget; else every one is granted.</param>
internal sealed class SiloGrains(Machine machine, bool isBudgeted)
{
    private static readonly IRequestBudgetGrain Unlimited = Invented<IRequestBudgetGrain>.Of(static (method, _) => method.Name switch
    {
        nameof(IRequestBudgetGrain.Lease) => Task.FromResult(new BudgetLease(Granted: true)),
        nameof(IRequestBudgetGrain.GetUsage) => Task.FromResult(new BudgetUsage()),
        _ => null,
    });

    private readonly Dictionary<string, (RequestBudgetGrain Grain, GrainScheduler Scheduler, Task Activated)> _budgets = [];
    private readonly HashSet<Task> _received = [];
    private IServiceProvider? _services;
    private TenantGrain? _tenant;
    private DocumentDesk? _documents;
    private SigningKeySource? _signingKeys;
    private WebhookIntake? _intake;
    private Task _activated = Task.CompletedTask;

    public TenantGrain Tenant => _tenant!;

    public DocumentDesk Documents => _documents!;

    public Dictionary<SyncKind, KindWorker> Workers { get; } = [];

    public IGrainFactory Factory => Invented<IGrainFactory>.Of((method, arguments) =>
        method.IsGenericMethod && arguments is [string key, ..] ? Find(method.GetGenericArguments()[0], key) : null);

    /// <summary>Makes all but the budgets, which are made when they are asked for; the task is the tenant grain's activation.</summary>
    public Task Activate(IServiceProvider services)
    {
        _services = services;
        _documents = services.GetRequiredService<DocumentDeskFactory>().Create(machine.CompanyId, static _ => { });
        var workers = services.GetRequiredService<KindWorkerFactory>();
        foreach (var kind in Enum.GetValues<SyncKind>())
        {
            Workers[kind] = workers.Create(kind, machine.CompanyId, static _ => { }, kind == SyncKind.Candidates ? _documents.FetchAhead : null);
        }

        var appender = services.GetRequiredService<EventAppender>();
        appender.StartAsync(CancellationToken.None);
        _signingKeys = new SigningKeySource(machine.CompanyId, Factory, services.GetRequiredService<SecretProtector>(), machine.Clock);
        _intake = new WebhookIntake(
            machine.CompanyId,
            _signingKeys,
            appender,
            new RefreshHinter(machine.CompanyId, Factory, machine.Clock, NullLogger.Instance),
            services.GetRequiredService<IOptions<WebhookOptions>>().Value,
            machine.Clock,
            NullLogger.Instance,
            services.GetRequiredService<ContactRecorder>());
        _tenant = Activations.Create<TenantGrain>(CompanyKey.Of(machine.CompanyId).ToString(), services, new CompanyStorage(machine.Cluster, machine.Pump));
        machine.Cluster.Tenant = Invented<ICompanyGrain>.Of((method, _) => method.Name switch
        {
            nameof(ICompanyGrain.GetConnection) => After(() => _activated, () => Tenant.GetConnection()),
            nameof(ICompanyGrain.KeepsEeoData) => After(() => _activated, () => Tenant.KeepsEeoData()),
            _ => null,
        });
        return _activated = _tenant.OnActivateAsync(CancellationToken.None);
    }

    public async Task<WebhookReceipt> Receive(WebhookSource source, byte[] body, string signature)
    {
        var receiving = _intake!.Receive(source, body, signature, CancellationToken.None);
        _received.Add(receiving);
        try
        {
            return await receiving;
        }
        finally
        {
            _received.Remove(receiving);
        }
    }

    private static async Task<T> After<T>(Func<Task> first, Func<Task<T>> then)
    {
        await first();
        return await then();
    }

    private object? Find(Type type, string key) =>
        type == typeof(ICompanyGrain) ? machine.Cluster.Tenant
        : type == typeof(IRequestBudgetGrain) ? isBudgeted ? Budget(key) : Unlimited
        : type == typeof(IInboxGrain) ? Invented<IInboxGrain>.Of((_, _) => EmptyInbox())
        : type == typeof(IJobsGrain) ? Invented<IJobsGrain>.Of((method, arguments) => Kind(SyncKind.Jobs, method.Name, arguments))
        : type == typeof(ICandidatesGrain) ? Invented<ICandidatesGrain>.Of((method, arguments) => Kind(SyncKind.Candidates, method.Name, arguments))
        : type == typeof(IOnboardingGrain) ? Invented<IOnboardingGrain>.Of((method, arguments) => Kind(SyncKind.Onboarding, method.Name, arguments))
        : null;

    private IRequestBudgetGrain Budget(string key)
    {
        if (!_budgets.TryGetValue(key, out var budget))
        {
            var (grain, scheduler) = (Activations.Create<RequestBudgetGrain>(key, _services!), new GrainScheduler(machine.Pump));
            var activated = scheduler.Run(async () =>
            {
                await grain.OnActivateAsync(CancellationToken.None);
                return true;
            });
            _budgets[key] = budget = (grain, scheduler, activated);
        }

        return Invented<IRequestBudgetGrain>.Of((method, arguments) => method.Name switch
        {
            nameof(IRequestBudgetGrain.Lease) => Ask(() => budget.Grain.Lease((BudgetClass)arguments[0]!, (BudgetPriority)arguments[1]!, (CancellationToken)arguments[2]!)),
            nameof(IRequestBudgetGrain.ReportThrottled) => Ask(async () =>
            {
                await budget.Grain.ReportThrottled((TimeSpan)arguments[0]!);
                return true;
            }),
            _ => budget.Grain.GetUsage(),
        });

        Task<T> Ask<T>(Func<Task<T>> call) => budget.Scheduler.Run(() => After(() => budget.Activated, call));
    }

    private Task EmptyInbox()
    {
        _signingKeys!.Drop();
        return Task.WhenAll(_received);
    }

    private Task? Kind(SyncKind kind, string method, object?[] arguments)
    {
        switch (method)
        {
            case nameof(IKindGrain.Refresh):
                Workers[kind].Refresh();
                return null;
            case nameof(IKindGrain.ResumeRun):
                Workers[kind].ResumeRun((Guid)arguments[0]!);
                return null;
            case nameof(IKindGrain.StartSync):
                return Workers[kind].StartSync((StartRun)arguments[0]!, CancellationToken.None);
            case nameof(IKindGrain.ConnectionChanged):
                Documents.ConnectionChanged();
                return Workers[kind].ConnectionChanged();
            default:
                return null;
        }
    }
}
