using System.Collections.Immutable;
using System.Security.Cryptography;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Runs;
using Jobvite.Grains.Secrets;
using Jobvite.Grains.Tenants;

namespace Jobvite.Grains.Tests.Tenants;

public sealed class ConfigurationRulesTests
{
    private static readonly ConfigureCompany Complete = new()
    {
        CompanyId = "acme",
        Environment = JobviteEnvironment.Stage,
        ApiKey = "key",
        ApiSecret = "secret",
    };

    private static readonly CompanyState Stored = new()
    {
        OwnerTenantId = "t",
        Connected = true,
        Secrets = new Dictionary<string, string>
        {
            [SecretField.ApiKey] = "protected-key",
            [SecretField.ApiSecret] = "protected-secret",
            [SecretField.WebhookSigningKey] = "protected-signing-key",
        },
    };

    [Fact]
    public void Key_and_secret_and_environment_are_enough()
    {
        var draft = ConfigurationRules.Check(Complete, stored: null);
        Assert.Empty(draft.Errors);
        Assert.Equal("secret", draft.NewSecrets[SecretField.ApiSecret]);
        Assert.Equal(JobviteAuthScheme.Hmac, draft.Connection.AuthScheme);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("two\nlines")]
    public void A_first_connection_needs_a_usable_secret(string? secret) =>
        Assert.Contains("apiSecret", ConfigurationRules.Check(Complete with { ApiSecret = secret }, stored: null).Errors.Keys);

    [Fact]
    public void White_space_around_a_pasted_key_is_dropped() =>
        Assert.Equal("key", ConfigurationRules.Check(Complete with { ApiKey = " key\n" }, stored: null).NewSecrets[SecretField.ApiKey]);

    [Fact]
    public void A_first_connection_needs_an_environment() =>
        Assert.Contains("environment", ConfigurationRules.Check(Complete with { Environment = null }, stored: null).Errors.Keys);

    [Fact]
    public void On_an_update_what_is_left_out_stays()
    {
        var draft = ConfigurationRules.Check(new ConfigureCompany { CompanyId = "acme" }, Stored);
        Assert.Empty(draft.Errors);
        Assert.Empty(draft.NewSecrets);
        Assert.Equal(Stored.Secrets, draft.Connection.ProtectedSecrets);
    }

    [Fact]
    public void On_an_update_an_empty_string_clears_an_optional_secret_but_not_a_required_one()
    {
        var draft = ConfigurationRules.Check(new ConfigureCompany { CompanyId = "acme", WebhookSigningKey = "" }, Stored);
        Assert.Empty(draft.Errors);
        Assert.Null(draft.NewSecrets[SecretField.WebhookSigningKey]);
        Assert.Contains("apiKey", ConfigurationRules.Check(new ConfigureCompany { CompanyId = "acme", ApiKey = "" }, Stored).Errors.Keys);
    }

    [Fact]
    public void White_space_alone_neither_keeps_nor_clears() =>
        Assert.Contains("webhookSigningKey", ConfigurationRules.Check(new ConfigureCompany { CompanyId = "acme", WebhookSigningKey = "  " }, Stored).Errors.Keys);

    [Fact]
    public void A_service_account_has_both_parts_or_none()
    {
        Assert.Contains("serviceAccountUsername", ConfigurationRules.Check(Complete with { ServiceAccountUsername = "u" }, null).Errors.Keys);
        Assert.Contains("serviceAccountUsername", ConfigurationRules.Check(Complete with { ServiceAccountPassword = "p" }, null).Errors.Keys);
        Assert.Empty(ConfigurationRules.Check(Complete with { ServiceAccountUsername = "u", ServiceAccountPassword = "p" }, null).Errors);
    }

    [Theory]
    [InlineData(4, 24, null, "syncConfig.intervalMinutes")]
    [InlineData(10_081, 24, null, "syncConfig.intervalMinutes")]
    [InlineData(60, 0, null, "syncConfig.fullSyncHours")]
    [InlineData(60, 24, 0, "syncConfig.candidateSyncLimit")]
    [InlineData(60, 24, -1, "syncConfig.candidateSyncLimit")]
    public void Numbers_out_of_range_are_named(int interval, int full, int? limit, string field)
    {
        var patch = new SyncSettingsPatch { IntervalMinutes = interval, FullSyncHours = full, CandidateSyncLimit = limit, CandidateSyncLimitGiven = true };
        Assert.Equal([field], ConfigurationRules.Check(Complete with { SyncConfig = patch }, null).Errors.Keys);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(31)]
    public void Deleted_records_are_kept_within_the_operators_bounds(int days)
    {
        var patch = new SyncSettingsPatch { DeletedRecordsDays = days, DeletedRecordsDaysGiven = true };

        Assert.Contains("1 to 30 days", ConfigurationRules.Check(Complete with { SyncConfig = patch }, null, mostDeletedRecordsDays: 30).Errors["syncConfig.deletedRecordsDays"], StringComparison.Ordinal);
        Assert.Empty(ConfigurationRules.Check(Complete with { SyncConfig = patch with { DeletedRecordsDays = 30 } }, null, mostDeletedRecordsDays: 30).Errors);
        Assert.Empty(ConfigurationRules.Check(Complete with { SyncConfig = patch with { DeletedRecordsDays = null } }, null, mostDeletedRecordsDays: 30).Errors);
    }

    [Theory]
    [InlineData("candidate.shoeSize", "'candidate.shoeSize'. Known are: application.attachments")]
    [InlineData("candidate.id", "Ids cannot be excluded")]
    public void A_field_that_cannot_be_excluded_is_named_with_those_that_can(string field, string told)
    {
        var patch = new SyncSettingsPatch { ExcludedFields = ["candidate.mobile", field] };

        Assert.Contains(told, ConfigurationRules.Check(Complete with { SyncConfig = patch }, null).Errors["syncConfig.excludedFields"], StringComparison.Ordinal);
    }

    [Fact]
    public void EEO_data_are_one_of_the_fields_and_leaving_them_out_does_not_switch_them_on()
    {
        SyncSettings After(SyncSettingsPatch patch) => ConfigurationRules.Check(Complete with { SyncConfig = patch }, null).Connection.Settings;

        Assert.False(After(new SyncSettingsPatch { ExcludedFields = ["candidate.mobile"] }).StoreEeoData);
        Assert.True(After(new SyncSettingsPatch { ExcludedFields = ["candidate.mobile"], StoreEeoData = true }).StoreEeoData);
        var named = After(new SyncSettingsPatch { ExcludedFields = ["candidate.mobile", "candidate.eeo", "candidate.address"] });
        Assert.False(named.StoreEeoData);
        Assert.Equal(["candidate.address", "candidate.mobile"], named.ExcludedFields);
        Assert.Contains("syncConfig.excludedFields", ConfigurationRules.Check(Complete with { SyncConfig = new SyncSettingsPatch { ExcludedFields = ["candidate.eeo"], StoreEeoData = true } }, null).Errors.Keys);
    }

    [Theory]
    [InlineData("start", "5")]
    [InlineData("api", "x")]
    [InlineData("a b", "x")]
    [InlineData("ok", "line\nend")]
    public void Filters_that_would_change_the_request_itself_are_refused(string name, string value)
    {
        var patch = new SyncSettingsPatch { CandidateFilters = ImmutableDictionary<string, string>.Empty.Add(name, value) };
        Assert.Contains("syncConfig.candidateFilters", ConfigurationRules.Check(Complete with { SyncConfig = patch }, null).Errors.Keys);
    }

    [Theory]
    [InlineData("hireDate", "like")]
    [InlineData("hireDate", "1")]
    [InlineData("$where", "eq")]
    public void Onboarding_conditions_use_known_operators_and_plain_fields(string field, string op)
    {
        var patch = new SyncSettingsPatch { OnboardingFilters = [new OnboardingFilter(field, op, ["x"])] };
        Assert.Contains("syncConfig.onboardingFilters", ConfigurationRules.Check(Complete with { SyncConfig = patch }, null).Errors.Keys);
    }

    [Fact]
    public void Switching_onboarding_on_makes_a_pair()
    {
        var draft = ConfigurationRules.Check(Complete with { SyncConfig = new SyncSettingsPatch { SyncOnboarding = true } }, null);
        using var key = RSA.Create();
        key.ImportFromPem(draft.NewSecrets[SecretField.PrivateRsaKey]);
        Assert.Equal(draft.OurPublicRsaKey, key.ExportSubjectPublicKeyInfoPem());
    }

    [Fact]
    public void Keys_that_are_not_keys_or_too_short_are_refused()
    {
        using var small = RSA.Create(1024);
        Assert.Contains("jobvitePublicRsaKey", ConfigurationRules.Check(Complete with { JobvitePublicRsaKey = "not a key" }, null).Errors.Keys);
        Assert.Contains("1024", ConfigurationRules.Check(Complete with { JobvitePublicRsaKey = small.ExportSubjectPublicKeyInfoPem() }, null).Errors["jobvitePublicRsaKey"], StringComparison.Ordinal);
        Assert.Contains("ourPrivateRsaKey", ConfigurationRules.Check(Complete with { OurPrivateRsaKey = small.ExportPkcs8PrivateKeyPem() }, null).Errors.Keys);
    }

    [Fact]
    public void Two_halves_of_different_pairs_are_refused()
    {
        using var one = RSA.Create(2048);
        using var other = RSA.Create(2048);
        var mixed = Complete with { OurPrivateRsaKey = one.ExportPkcs8PrivateKeyPem(), OurPublicRsaKey = other.ExportSubjectPublicKeyInfoPem() };
        Assert.Contains("ourPublicRsaKey", ConfigurationRules.Check(mixed, null).Errors.Keys);
    }

    [Fact]
    public void A_limit_that_is_not_named_stays_and_a_null_one_clears()
    {
        var limited = Stored with { Settings = StoredSyncSettings.From(new SyncSettings { CandidateSyncLimit = 7 }) };
        var kept = ConfigurationRules.Check(new ConfigureCompany { CompanyId = "acme", SyncConfig = new SyncSettingsPatch() }, limited);
        var cleared = ConfigurationRules.Check(new ConfigureCompany { CompanyId = "acme", SyncConfig = new SyncSettingsPatch { CandidateSyncLimitGiven = true } }, limited);
        Assert.Equal(7, kept.Connection.Settings.CandidateSyncLimit);
        Assert.Null(cleared.Connection.Settings.CandidateSyncLimit);
    }

    [Fact]
    public void Jobvite_is_asked_only_when_its_answer_may_have_changed()
    {
        bool NeedsTest(ConfigureCompany command) => ConfigurationRules.NeedsTest(ConfigurationRules.Check(command with { CompanyId = "acme" }, Stored), Stored);

        Assert.False(NeedsTest(new ConfigureCompany()));
        Assert.False(NeedsTest(new ConfigureCompany { WebhookSigningKey = "new", SyncConfig = new SyncSettingsPatch { IntervalMinutes = 30, SyncJobs = false } }));
        Assert.True(NeedsTest(new ConfigureCompany { ApiSecret = "new" }));
        Assert.True(NeedsTest(new ConfigureCompany { Environment = JobviteEnvironment.Prod }));
        Assert.True(NeedsTest(new ConfigureCompany { SyncConfig = new SyncSettingsPatch { SyncOnboarding = true } }));
        Assert.True(ConfigurationRules.NeedsTest(ConfigurationRules.Check(Complete, null), new CompanyState()));
    }

    [Fact]
    public void A_filter_with_several_values_is_sent_with_each_of_them()
    {
        var settings = new SyncSettings
        {
            JobFilters = ImmutableDictionary<string, string>.Empty.Add("jobStatus", "Open").Add("department", "Care"),
            RepeatedJobFilters = Repeated("jobStatus", "Open", "Filled"),
        };
        Assert.Equal(["department=Care", "jobStatus=Open", "jobStatus=Filled"], FilterQuery.OfJobs(settings).Select(f => $"{f.Key}={f.Value}"));
        Assert.Empty(FilterQuery.OfCandidates(settings));
    }

    [Fact]
    public void Other_values_of_a_filter_are_another_scope()
    {
        var open = new CompanyState { Settings = new() { JobFilters = { ["jobStatus"] = "Open" } } };
        var both = new CompanyState { Settings = new() { JobFilters = { ["jobStatus"] = "Open" }, RepeatedJobFilters = new() { ["jobStatus"] = ["Open", "Filled"] } } };
        Assert.NotEqual(ReadScope.Of(open), ReadScope.Of(both));
        Assert.Equal(ReadScope.Of(both), ReadScope.Of(both with { Version = 2 }));
    }

    [Fact]
    public void A_change_of_the_limit_ends_runs_under_way_since_they_could_not_say_any_more_what_stopped_them()
    {
        var limited = new CompanyState { Connected = true, Settings = new() { CandidateSyncLimit = 12 } };
        Assert.True(ReadScope.Changes(limited, limited with { Settings = new() }));
        Assert.False(ReadScope.Changes(limited, limited with { Settings = new() { CandidateSyncLimit = 12, IntervalMinutes = 5 } }));
    }

    [Fact]
    public void Filters_are_replaced_as_a_whole_and_each_value_counts()
    {
        var stored = new SyncSettings { JobFilters = ImmutableDictionary<string, string>.Empty.Add("a", "1"), RepeatedJobFilters = Repeated("a", "1", "2") };
        var errors = new Dictionary<string, string>();
        Assert.Equal(2, FilterQuery.OfJobs(SyncSettingsRules.Apply(new SyncSettingsPatch { SyncTasks = false }, stored, errors)).Count);
        var one = new SyncSettingsPatch { JobFilters = ImmutableDictionary<string, string>.Empty.Add("a", "3") };
        Assert.Equal(["a=3"], FilterQuery.OfJobs(SyncSettingsRules.Apply(one, stored, errors)).Select(f => $"{f.Key}={f.Value}"));
        Assert.Empty(errors);

        var many = one with { RepeatedJobFilters = Repeated("a", [.. Enumerable.Range(0, 21).Select(i => $"{i}")]) };
        SyncSettingsRules.Apply(many, stored, errors);
        Assert.Contains("at most 20", errors["syncConfig.jobFilters"], StringComparison.Ordinal);
    }

    private static ImmutableDictionary<string, ImmutableArray<string>> Repeated(string name, params ImmutableArray<string> values) =>
        ImmutableDictionary<string, ImmutableArray<string>>.Empty.Add(name, values);

    [Fact]
    public void Settings_survive_being_stored()
    {
        var settings = new SyncSettings
        {
            SyncJobs = false,
            SyncOnboarding = true,
            CandidateSyncLimit = 12,
            JobFilters = ImmutableDictionary<string, string>.Empty.Add("a", "b").Add("jobStatus", "Open"),
            RepeatedJobFilters = Repeated("jobStatus", "Open", "Filled"),
            OnboardingFilters = [new OnboardingFilter("status", "in", ["x", "y"])],
            StoreEeoData = true,
        };
        var back = StoredSyncSettings.From(settings).ToSettings();
        Assert.Equivalent(settings, back, strict: true);
    }
}
