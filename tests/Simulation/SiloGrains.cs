using Jobvite.Grains.Budget;
using Jobvite.Grains.Candidates;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Endpoints;
using Jobvite.Grains.Health;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Jobs;
using Jobvite.Grains.Onboarding;
using Jobvite.Grains.Runs;
using Jobvite.Grains.Secrets;
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
    private readonly Turns _tenantTurns = new();
    private readonly Turns _directoryTurns = new();
    private readonly Turns _meterKeyTurns = new();
    private IServiceProvider? _services;
    private TenantGrain? _tenant;
    private TenantDirectoryGrain? _directory;
    private MeterKeyGrain? _meterKey;
    private SigningKeySource? _signingKeys;
    private WebhookIntake? _intake;
    private Task _activated = Task.CompletedTask;

    public Dictionary<SyncKind, KindGrain> Kinds { get; } = [];

    public ICandidatesGrain Candidates => (CandidatesGrain)Kinds[SyncKind.Candidates];

    public IGrainFactory Factory => FactoryOf(Find);

    /// <summary>For somebody who looks from outside: nothing is waited for, so nothing moves.</summary>
    public IGrainFactory Outside => FactoryOf((type, key) =>
        type == typeof(ICompanyGrain) ? Invented<ICompanyGrain>.Of((method, _) => method.Name == nameof(ICompanyGrain.GetConnection)
            ? Task.FromResult(machine.Cluster.State is { Connected: true } company ? company.ToConnection(machine.CompanyId) : null)
            : null)
        : type == typeof(IRequestBudgetGrain) ? _budgets.ContainsKey(key) ? Budget(key) : Unlimited
        : null);

    /// <summary>A call to the tenant grain, which takes one after the other.</summary>
    public Task<T> AskTenant<T>(Func<TenantGrain, Task<T>> call) => _tenantTurns.Take(() => call(_tenant!));

    /// <summary>The same of its owner's directory, through which the owner connects and disconnects.</summary>
    public Task<T> AskDirectory<T>(Func<TenantDirectoryGrain, Task<T>> call) => _directoryTurns.Take(() => call(_directory!));

    /// <summary>The activations of the tenant grain and of the kinds' go away.</summary>
    public async Task Deactivate()
    {
        foreach (var grain in Kinds.Values.Prepend<Grain>(_tenant!))
        {
            await grain.OnDeactivateAsync(new DeactivationReason(DeactivationReasonCode.ShuttingDown, ""), CancellationToken.None);
        }
    }

    /// <summary>Makes all but the budgets, which are made when they are asked for, and activates the tenant grain.</summary>
    public void Activate(IServiceProvider services)
    {
        _services = services;
        var company = CompanyKey.Of(machine.CompanyId).ToString();
        Kinds[SyncKind.Jobs] = Activations.Create<JobsGrain>(company, services);
        Kinds[SyncKind.Candidates] = Activations.Create<CandidatesGrain>(company, services);
        Kinds[SyncKind.Onboarding] = Activations.Create<OnboardingGrain>(company, services);

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
        var (cluster, pump) = (machine.Cluster, machine.Pump);
        _meterKey = Activations.Create<MeterKeyGrain>(IMeterKeyGrain.Key, services, new GrainStorage<ProtectedKeyState>(cluster.MeterKey, state => cluster.MeterKey = state, pump));
        _directory = Activations.Create<TenantDirectoryGrain>(
            TenantKey.Of(machine.Owner.TenantId).ToString(), services, new GrainStorage<DirectoryState>(cluster.Directory, state => cluster.Directory = state, pump));
        _tenant = Activations.Create<TenantGrain>(
            company, services, new GrainStorage<CompanyState>(cluster.State, state => cluster.State = state, pump));
        cluster.Tenant = Invented<ICompanyGrain>.Of((method, arguments) => method.Name switch
        {
            nameof(ICompanyGrain.GetConnection) => After(() => _activated, _tenant.GetConnection),
            nameof(ICompanyGrain.GetSettings) => After(() => _activated, _tenant.GetSettings),
            nameof(ICompanyGrain.IsOwnedBy) => After(() => _activated, () => _tenant.IsOwnedBy((string)arguments[0]!)),
            nameof(ICompanyGrain.GetDeletion) => After(() => _activated, () => _tenant.GetDeletion((string)arguments[0]!)),
            nameof(ICompanyGrain.Claim) => AskTenant(tenant =>
                tenant.Claim((ConfigureCompany)arguments[0]!, (ConnectionTestResult)arguments[1]!, (Caller)arguments[2]!, (CancellationToken)arguments[3]!)),
            nameof(ICompanyGrain.Configure) => AskTenant(tenant => tenant.Configure((ConfigureCompany)arguments[0]!, (Caller)arguments[1]!, (CancellationToken)arguments[2]!)),
            nameof(ICompanyGrain.Disconnect) => AskTenant(tenant => tenant.Disconnect((bool)arguments[0]!, (Caller)arguments[1]!, (CancellationToken)arguments[2]!)),
            _ => throw new NotSupportedException($"Nobody asks for {method.Name}."),
        });
        _activated = AskTenant(static async tenant =>
        {
            await tenant.OnActivateAsync(CancellationToken.None);
            return true;
        });
    }

    public async Task<WebhookReceipt> Receive(WebhookSource source, byte[] body, string? signature)
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

    private static IGrainFactory FactoryOf(Func<Type, string, object?> find) => Invented<IGrainFactory>.Of((method, arguments) =>
        method.IsGenericMethod && arguments is [string key, ..] ? find(method.GetGenericArguments()[0], key) : null);

    private static async Task<T> After<T>(Func<Task> first, Func<Task<T>> then)
    {
        await first();
        return await then();
    }

    private object? Find(Type type, string key) =>
        type == typeof(ICompanyGrain) ? machine.Cluster.Tenant
        : type == typeof(IRequestBudgetGrain) ? isBudgeted ? Budget(key) : Unlimited
        : type == typeof(IMeterKeyGrain) ? Invented<IMeterKeyGrain>.Of((_, _) => _meterKeyTurns.Take(_meterKey!.Get))
        : type == typeof(IOwnerGrain) ? Invented<IOwnerGrain>.Of((_, arguments) => AskDirectory(async directory =>
        {
            await directory.Released((string)arguments[0]!);
            return true;
        }))
        : type == typeof(ICompanyEndpointsGrain) ? Invented<ICompanyEndpointsGrain>.Of((_, _) => Task.CompletedTask)
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
                return Kinds[kind].Refresh();
            case nameof(IKindGrain.ResumeRun):
                return Kinds[kind].ResumeRun((Guid)arguments[0]!);
            case nameof(IKindGrain.StartSync):
                return Kinds[kind].StartSync((StartRun)arguments[0]!, CancellationToken.None);
            case nameof(IKindGrain.ConnectionChanged):
                return Kinds[kind].ConnectionChanged();
            default:
                return null;
        }
    }
}
