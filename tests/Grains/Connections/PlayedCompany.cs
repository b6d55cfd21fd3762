using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Jobvite.Client;
using Jobvite.Grains.Candidates;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Documents;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Jobs;
using Jobvite.Grains.Onboarding;
using Jobvite.Grains.Records;
using Jobvite.Grains.Refreshes;
using Jobvite.Grains.Runs;
using Jobvite.Grains.Secrets;
using Jobvite.Grains.Webhooks;
using Jobvite.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NSubstitute;

namespace Jobvite.Grains.Tests.Connections;

/// <summary>What a company's grains work with, without a cluster: a test plays its tenant grain and its budget, which grants everything.</summary>
internal sealed class PlayedCompany
{
    public const string Id = "acme";

    /// <summary>Connected, without secrets.</summary>
    public static readonly CompanyConnection Connected = new()
    {
        CompanyId = Id,
        Version = 1,
        Environment = JobviteEnvironment.Stage,
        AuthScheme = JobviteAuthScheme.Hmac,
        ProtectedSecrets = ImmutableDictionary<string, string>.Empty,
        Settings = new SyncSettings { SyncDocuments = false, SyncTasks = false },
    };

    private readonly TimeProvider _time;

    /// <param name="connection">What the tenant grain says.</param>
    /// <param name="client">Takes Jobvite's place; it is told how the company is connected.</param>
    /// <param name="time">The clock.</param>
    public PlayedCompany(Func<CompanyConnection?> connection, Func<JobviteConnection, IRequestGate, IJobviteClient> client, TimeProvider time)
    {
        _time = time;
        var company = Substitute.For<ICompanyGrain>();
        company.GetConnection().Returns(_ => connection());
        var budget = Substitute.For<IRequestBudgetGrain>();
        budget.Lease(default, default, default).ReturnsForAnyArgs(new BudgetLease(Granted: true));
        budget.GetUsage().Returns(new BudgetUsage());
        var grains = Substitute.For<IGrainFactory>();
        grains.GetGrain<ICompanyGrain>("company:" + Id).Returns(company);
        grains.GetGrain<IRequestBudgetGrain>(Arg.Any<string>()).Returns(budget);
        var clients = Substitute.For<IJobviteClientFactory>();
        clients.Create(Arg.Any<JobviteConnection>(), Arg.Any<IRequestGate>()).Returns(call => client(call.Arg<JobviteConnection>(), call.Arg<IRequestGate>()));
        Link = new CompanyLink(Id, grains, new ConnectionOpener(Secrets, Options.Create(new JobviteEndpointsOptions())), clients, time);
    }

    public IMeterFactory Meters { get; } = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();

    public SecretProtector Secrets { get; } = new(new EphemeralDataProtectionProvider());

    public CompanyLink Link { get; }

    public IKindSource Source(SyncKind kind, IRecordStore records, IRecordReader reader) => kind switch
    {
        SyncKind.Jobs => new JobSource(records, _time),
        SyncKind.Candidates => new CandidateSource(records, new CandidateRows(new DocumentSealer(Secrets)), _time),
        _ => new OnboardingSource(records, reader, _time),
    };

    public RefreshLoop Loop(IKindSource source, IEventStore events, TimeSpan? longestWait = null) => new(
        Id, source, Link, events, new WebhookOptions(), longestWait, new Random(1), _time, static () => { }, NullLogger<RefreshLoop>.Instance, new GrainsInstruments(Meters));
}
