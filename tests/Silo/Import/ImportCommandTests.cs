using Jobvite.Grains.Interfaces;
using Jobvite.Sandbox;
using Jobvite.Silo.Import;
using Jobvite.Silo.Startup;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Jobvite.Silo.Tests.Import;

/// <summary>The command with a SQLite file and, where Jobvite is asked, the stand-in.</summary>
public sealed class ImportCommandTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();

    private string Database => _directory.File("jobvite.db");

    /// <summary>Makes the database, as the program that shall use it does.</summary>
    public async ValueTask InitializeAsync() => await WithSilo(_ => Task.CompletedTask);

    [Fact]
    public async Task Every_row_ends_connected_skipped_or_failed_with_its_reason()
    {
        var (exitCode, output) = await Import("settings.csv");

        Assert.Equal(ImportCommand.FailedRowsExitCode, exitCode);
        var ends = output.Split('\n').Where(line => line.StartsWith("line ", StringComparison.Ordinal)).Select(line => line[(line.IndexOf("company ", StringComparison.Ordinal) + 8)..]).ToList();
        Assert.Equal(
            [
                "acme101: connected",
                "acme102: connected",
                "acme103: connected",
                "acme104: connected",
                "acme105: connected",
                "acme106: connected",
                "acme107: skipped: it is not active",
                "acme108: skipped: it is not active",
                "acme109: failed: api_secret_encrypted is damaged: it is no Base64",
                "acme110: failed: api_secret_encrypted is damaged: a part of it is missing",
                "acme111: failed: api_secret_encrypted is damaged, or was encrypted with another key than the row's other secrets",
                "acme112: failed: wrong key: neither IMPORT_ENCRYPTION_KEY nor IMPORT_JWT_SECRET_KEY opens api_secret_encrypted, webhook_signing_key_encrypted",
                "acme113: failed: api_key is empty",
                "acme114: failed: sync_config is no valid JSON",
                "acme115: failed: environment is neither stage nor prod",
                "acme116: failed: several active rows are for the company acme116 (lines 49, 50). Keep one of them in the file",
                "acme116: failed: several active rows are for the company acme116 (lines 49, 50). Keep one of them in the file",
                "acme118: failed: tenant_id is no whole number",
                "acme119: connected; ignored in sync_config: webhookRetries, notify_email",
                "acme120: failed: sync_config.intervalMinutes must be a whole number",
                "?: failed: company_id is not 1 to 64 letters, digits, '-' or '_'",
                "acme122: failed: serviceAccountUsername must be sent together with serviceAccountPassword. To clear both, send empty strings",
                "acme123: failed: ourPublicRsaKey does not belong to ourPrivateRsaKey. Send both halves of one pair, or neither to have a new pair made",
                "acme124: failed: syncConfig.intervalMinutes must be 5 to 10080 minutes",
                "acme125: failed: several active rows are of the tenant 125 (lines 66, 67), which can have one company. Keep one of them in the file",
                "acme125-prod: failed: several active rows are of the tenant 125 (lines 66, 67), which can have one company. Keep one of them in the file",
            ],
            ends);
        Assert.Contains("26 rows: 7 connected, 2 skipped, 17 failed.", output, StringComparison.Ordinal);
        Assert.Contains("Jobvite is not asked.", output, StringComparison.Ordinal);
        Assert.Contains("Ignored columns: created_at.", output, StringComparison.Ordinal);
        Export.AssertHoldsNoSecret(output);
        await WithSilo(async grains =>
        {
            var configuration = await Configuration(grains, "104", "acme104");
            Assert.Equal(Export.Text("our-public.pem"), configuration!.OurPublicRsaKey);
            Assert.Equal((true, true, true, true), (configuration.HasApiSecret, configuration.HasWebhookSigningKey, configuration.HasServiceAccount, configuration.SyncConfig.SyncOnboarding));
            Assert.Equal((JobviteEnvironment.Prod, 48), ((await Configuration(grains, "102", "acme102"))!.Environment, (await Configuration(grains, "102", "acme102"))!.SyncConfig.FullSyncHours));
            Assert.Null(await Configuration(grains, "107", "acme107"));
        });
    }

    [Fact]
    public async Task A_dry_run_says_the_same_and_writes_nothing()
    {
        var before = await Stored();

        var (_, dry) = await Import("settings.ndjson", "--dry-run");

        Assert.Equal(before, await Stored());
        Assert.Contains("26 rows: 7 would be connected, 2 skipped, 17 failed.", dry, StringComparison.Ordinal);
        var (_, real) = await Import("settings.ndjson");
        Assert.Equal(Failures(dry), Failures(real));

        static IEnumerable<string> Failures(string output) => output.Split('\n').Where(line => line.Contains("failed", StringComparison.Ordinal)).SkipLast(1);
    }

    [Fact]
    public async Task A_second_import_changes_nothing_whichever_form_the_export_has()
    {
        await Import("settings.csv");
        var before = await Stored();

        var (_, output) = await Import("settings.ndjson");

        Assert.Equal(before, await Stored());
        Assert.Contains("company acme104: skipped: it is connected with these settings", output, StringComparison.Ordinal);
        Assert.Contains("26 rows: 0 connected, 9 skipped, 17 failed.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_changed_here_is_left_alone_unless_the_operator_says_otherwise()
    {
        await Import("settings.csv");
        await WithSilo(async grains =>
        {
            var changed = new ConfigureCompany { WebhookSigningKey = "a-new-key", SyncConfig = new SyncSettingsPatch { IntervalMinutes = 45 } };
            Assert.Equal(ConfigureOutcome.Saved, (await Directory(grains, "101").Configure(changed, new("101"), Cancelled)).Outcome);
            Assert.True(await Directory(grains, "102").Disconnect(deleteData: false, new("102"), Cancelled));
        });
        var before = await Stored();

        var (_, output) = await Import("settings.csv");

        Assert.Equal(before, await Stored());
        Assert.Contains("company acme101: failed: it is connected with other settings (syncConfig, webhookSigningKey), which were left as they are", output, StringComparison.Ordinal);
        Assert.Contains("company acme102: failed: the tenant disconnected the company here", output, StringComparison.Ordinal);
        var (_, replaced) = await Import("settings.csv", "--replace");
        Assert.Contains("company acme101: connected", replaced, StringComparison.Ordinal);
        Assert.Contains("company acme102: connected", replaced, StringComparison.Ordinal);
        await WithSilo(async grains => Assert.Equal(30, (await Configuration(grains, "101", "acme101"))!.SyncConfig.IntervalMinutes));
    }

    [Fact]
    public async Task A_company_of_another_tenant_and_a_tenant_with_another_company_are_refused()
    {
        await Import("settings.csv");
        var path = Changed(text => text.Replace("101,stage,", "901,stage,", StringComparison.Ordinal).Replace(",acme102,", ",acme902,", StringComparison.Ordinal));

        var (_, output) = await Run([path]);

        Assert.Contains("tenant 901, company acme101: failed: the company belongs to another tenant here", output, StringComparison.Ordinal);
        Assert.Contains("tenant 102, company acme902: failed: This tenant is already connected to the Jobvite company acme102", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_another_process_uses_is_left_alone()
    {
        await using var other = new SqliteConnection($"Data Source={Database};Pooling=False");
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = other.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_schema";
        await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);

        var exception = await Assert.ThrowsAsync<StartupException>(() => Import("settings.csv"));

        Assert.Contains("Another process uses the database", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_exist_is_not_made()
    {
        var missing = _directory.File("typo.db");

        await Assert.ThrowsAsync<StartupException>(() => Export.Import([Export.Path("settings.csv")], [("Storage:DatabasePath", missing), .. Settings[1..]]));

        Assert.False(File.Exists(missing));
    }

    [Theory]
    [InlineData()]
    [InlineData("--key=canary", "file")]
    [InlineData("one", "two")]
    public async Task Arguments_that_cannot_be_understood_get_the_usage(params string[] arguments)
    {
        var (exitCode, output) = await Run(arguments);

        Assert.Equal((ImportCommand.UsageExitCode, ImportArguments.Usage), (exitCode, output.TrimEnd()));
    }

    [Fact]
    public async Task Jobvite_is_asked_only_with_the_test_and_then_accepts_what_came_from_the_module()
    {
        await using var sandbox = await SandboxServer.StartAsync(
            new SandboxOptions
            {
                Jobs = 5,
                Candidates = 5,
                Processes = 5,
                CompanyId = "acme104",
                ApiKey = "key-of-acme104",
                ApiSecret = "secret-of-acme104",
                ServiceAccountUsername = "service@acme104",
                ServiceAccountPassword = "password-of-acme104",
                RsaPrivateKeyPem = Export.Text("jobvite-private.pem"),
                TenantPublicKeyPem = Export.Text("our-public.pem"),
            },
            TestContext.Current.CancellationToken);
        (string, string)[] settings =
        [
            .. Settings, ("JOBVITE_V2_BASE_URL_STAGE", sandbox.V2BaseUrl.ToString()), ("JOBVITE_ONBOARDING_BASE_URL_STAGE", sandbox.OnboardingBaseUrl.ToString()),
            ("JOBVITE_V2_BASE_URL_PROD", sandbox.V2BaseUrl.ToString()), ("JOBVITE_ONBOARDING_BASE_URL_PROD", sandbox.OnboardingBaseUrl.ToString()),
        ];

        var (_, untested) = await Export.Import([Export.Path("settings.csv")], settings);
        Assert.Contains("company acme104: connected\n", untested, StringComparison.Ordinal);
        Assert.Equal(0, sandbox.Requests.Total);

        var (_, tested) = await Export.Import([Export.Path("settings.csv"), "--test"], settings);
        Assert.Contains("company acme104: skipped: it is connected with these settings; Jobvite accepts the credentials (3 requests)", tested, StringComparison.Ordinal);
        Assert.Contains("company acme101: failed: connected already, but Jobvite does not accept the credentials:", tested, StringComparison.Ordinal);
        Export.AssertHoldsNoSecret(tested);
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return default;
    }

    private (string Name, string Value)[] Settings =>
    [
        ("Storage:DatabasePath", Database), ("JOBVITE_ENCRYPTION_KEY", Convert.ToBase64String(new byte[32])), ("JOBVITE_ALLOW_PLAIN_HTTP", "true"),
        (Export.Key, Export.Text("encryption-key.txt")), (Export.TokenSecret, Export.Text("jwt-secret.txt")),
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Task<(int ExitCode, string Output)> Import(string file, params string[] options) => Run([Export.Path(file), .. options]);

    private Task<(int ExitCode, string Output)> Run(string[] arguments) => Export.Import(arguments, Settings);

    private string Changed(Func<string, string> change)
    {
        var path = _directory.File("changed.csv");
        File.WriteAllText(path, change(File.ReadAllText(Export.Path("settings.csv"))));
        return path;
    }

    /// <summary>The program that uses the database before and after imports.</summary>
    private async Task WithSilo(Func<IGrainFactory, Task> act)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(Settings.ToDictionary(one => one.Name, one => (string?)one.Value));
        builder.Logging.ClearProviders();
        builder.AddJobviteSilo(isAlone: true);
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        await act(host.Services.GetRequiredService<IGrainFactory>());
        await host.StopAsync(TestContext.Current.CancellationToken);
        SqliteConnection.ClearAllPools();
    }

    private static ITenantDirectoryGrain Directory(IGrainFactory grains, string tenant) => grains.GetGrain<ITenantDirectoryGrain>(TenantKey.Of(tenant).ToString());

    private static Task<CompanyConfiguration?> Configuration(IGrainFactory grains, string tenant, string company) =>
        grains.GetGrain<ITenantGrain>(CompanyKey.Of(company).ToString()).GetConfiguration(new Caller(tenant));

    /// <summary>Everything that an import could have changed.</summary>
    private async Task<List<string>> Stored()
    {
        await using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        foreach (var table in new[] { "orleans_grain_state", "orleans_reminders", "audit_log", "company_directory" })
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM {table}";
            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                rows.Add(table + ": " + string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetValue(column) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(column))));
            }
        }

        return rows;
    }
}
