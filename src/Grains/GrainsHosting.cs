using Jobvite.Client;
using Jobvite.Grains.Budget;
using Jobvite.Grains.Candidates;
using Jobvite.Grains.Connections;
using Jobvite.Grains.Documents;
using Jobvite.Grains.Endpoints;
using Jobvite.Grains.Erasure;
using Jobvite.Grains.Export;
using Jobvite.Grains.Health;
using Jobvite.Grains.Jobs;
using Jobvite.Grains.Notices;
using Jobvite.Grains.Onboarding;
using Jobvite.Grains.Operators;
using Jobvite.Grains.Records;
using Jobvite.Grains.Runs;
using Jobvite.Grains.Scrubbing;
using Jobvite.Grains.Secrets;
using Jobvite.Grains.Silos;
using Jobvite.Grains.Tenants;
using Jobvite.Grains.Trimming;
using Jobvite.Grains.Webhooks;
using Jobvite.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Jobvite.Grains;

/// <summary>Registers what the actors need. The host adds the store (<c>AddJobviteSqlite</c>) and Data Protection.</summary>
public static class GrainsHosting
{
    /// <summary>Adds the actors' services.</summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="configuration">Section <c>Jobvite</c> and the <c>JOBVITE_*</c> variables.</param>
    public static IServiceCollection AddJobviteGrains(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<JobviteEndpointsOptions>().Configure(options => Bind(options, configuration)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<JobviteEndpointsOptions>, JobviteEndpointsValidator>();
        services.AddJobviteClient(options => options.AllowPlainHttp = configuration.GetValue<bool>("JOBVITE_ALLOW_PLAIN_HTTP"));
        services.AddBudget();
        services.AddWebhooks();
        services.AddEndpoints();
        services.AddTrimming();
        services.AddHealth();
        services.AddNotices();
        services.AddScrubbing();
        services.AddSilos();
        services.AddExports();
        services.AddHostedService<RecordCompleter>();

        services.AddSingleton<SecretProtector>();
        services.AddSingleton<MeterKeys>();
        services.AddSingleton<ISuppressionKey, SuppressionKeys>();
        services.AddSingleton<BudgetMove>();
        services.AddSingleton<ConnectionOpener>();
        services.AddSingleton<ConnectionTester>();
        services.AddSingleton<SettingsChange>();
        services.AddSingleton<ExclusionWarnings>();
        services.AddSingleton<CompanyClaim>();
        services.AddSingleton<CompanyConfigurator>();
        services.AddSingleton<CompanySources>();
        services.AddSingleton<CompanyChildren>();
        services.AddSingleton<CompanyReminder>();
        services.AddSingleton<CompanyDeletionFactory>();
        services.AddSingleton<RunStarter>();
        services.AddSingleton<CompanyViews>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<DirectoryListing>();
        services.AddSingleton<SiloWatch>();
        services.AddSingleton<SupportBundle>();
        services.AddSingleton<EventReplay>();

        services.AddSingleton<IIncomingGrainCallFilter, StorageFailureFilter>();
        services.AddSingleton<DocumentSealer>();
        services.AddSingleton<CandidateRows>();
        services.AddSingleton<JobSource>();
        services.AddSingleton<CandidateSource>();
        services.AddSingleton<CandidateStories>();
        services.AddSingleton<OnboardingSource>();
        services.AddSingleton<KindServices>();
        return services;
    }

    private static void Bind(JobviteEndpointsOptions options, IConfiguration configuration)
    {
        options.V2Stage = Given("JOBVITE_V2_BASE_URL_STAGE") ?? options.V2Stage;
        options.V2Prod = Given("JOBVITE_V2_BASE_URL_PROD") ?? options.V2Prod;
        options.OnboardingStage = Given("JOBVITE_ONBOARDING_BASE_URL_STAGE") ?? options.OnboardingStage;
        options.OnboardingProd = Given("JOBVITE_ONBOARDING_BASE_URL_PROD") ?? options.OnboardingProd;
        options.AllowPlainHttp = configuration.GetValue<bool>("JOBVITE_ALLOW_PLAIN_HTTP");

        string? Given(string variable) => string.IsNullOrWhiteSpace(configuration[variable]) ? null : configuration[variable]!.Trim();
    }
}
