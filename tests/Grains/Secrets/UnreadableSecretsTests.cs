using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;
using Jobvite.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Grains.Tests.Secrets;

/// <summary>The key ring was lost, or another one restored: what is stored is there, and cannot be read.</summary>
[Collection(ClusterTests.Name)]
public sealed class UnreadableSecretsTests(GrainCluster cluster)
{
    private static readonly SandboxOptions Small = new() { Jobs = 1, Candidates = 3, Processes = 1, DocumentShare = 1 };

    [Fact]
    public async Task Secrets_that_cannot_be_read_are_reported_as_such_and_not_as_missing()
    {
        await using var company = await cluster.Connect(Small);
        cluster.LostKeys.Lose(company.CompanyId);

        var configuration = await company.Tenant.GetConfiguration(company.Caller);
        var diagnostics = await company.Tenant.GetDiagnostics(company.Caller);

        Assert.True(configuration is { HasApiSecret: true, HasWebhookSigningKey: true });
        Assert.Contains("The stored API key, API secret and webhook signing key cannot be read", Assert.Single(configuration.Warnings), StringComparison.Ordinal);
        var warning = Assert.Single(diagnostics!.Warnings, warning => warning.Contains("cannot be read", StringComparison.Ordinal));
        Assert.Contains("JOBVITE_ENCRYPTION_KEY_PREVIOUS", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_of_secrets_that_cannot_be_read_names_them_and_asks_nobody()
    {
        await using var company = await cluster.Connect(Small);
        var asked = company.Sandbox.First.Requests.Total;
        cluster.LostKeys.Lose(company.CompanyId);

        var test = await company.Directory.TestConnection(new ConfigureCompany { AuthScheme = JobviteAuthScheme.Headers }, company.Caller);
        var saved = await company.Directory.Configure(new ConfigureCompany { AuthScheme = JobviteAuthScheme.Headers }, company.Caller);

        Assert.Equal(["apiKey", "apiSecret"], test.FieldErrors.Keys.Order());
        Assert.Contains("cannot be read", saved.FieldErrors["apiKey"], StringComparison.Ordinal);
        Assert.Equal(ConfigureOutcome.Invalid, saved.Outcome);
        Assert.Equal(asked, company.Sandbox.First.Requests.Total);
    }

    [Fact]
    public async Task Entering_the_secrets_again_mends_it()
    {
        await using var company = await cluster.Connect(Small);
        cluster.LostKeys.Lose(company.CompanyId);

        Assert.Equal(ConfigureOutcome.Saved, (await company.Configure()).Outcome);

        Assert.Empty((await company.Tenant.GetConfiguration(company.Caller))!.Warnings);
        Assert.Equal(RunStatus.Success, (await company.Sync(SyncKind.Jobs)).Status);
    }

    [Fact]
    public async Task A_document_that_was_sealed_for_another_company_is_said_to_be_unreadable()
    {
        await using var company = await cluster.Connect(Small);
        await using var other = await cluster.Connect(Small);
        await company.Sync(SyncKind.Candidates);
        await other.Sync(SyncKind.Candidates);
        var id = (await company.Tenant.ListDocuments(company.Sandbox.World.CandidateIds.First(company.Sandbox.World.HasDocuments), company.Caller))!.Documents[0].Id;
        await Copy(from: other.CompanyId, to: company.CompanyId);

        var download = await company.Tenant.DownloadDocument(id, company.Caller);

        Assert.NotNull(download.Document);
        Assert.Null(download.Content);
        Assert.StartsWith("The stored document cannot be read", download.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_needs_jobvite_says_that_the_credentials_cannot_be_read()
    {
        await using var company = await cluster.Connect(Small, new SyncSettingsPatch { SyncOnboarding = true });
        await company.Sync(SyncKind.Onboarding);
        var process = company.Sandbox.World.ProcessIds[0];
        cluster.LostKeys.Lose(company.CompanyId);
        await company.Tenant.RotateKeys(company.Caller, TestContext.Current.CancellationToken);

        var result = await company.Tenant.UpdateMilestones(process, new MilestoneChange(["Done"], MilestoneOperation.Add), company.Caller);

        Assert.Contains("credentials cannot be read", result.Error, StringComparison.Ordinal);
    }

    /// <summary>As somebody does who can write to the database.</summary>
    private async Task Copy(string from, string to)
    {
        await using var database = new SqliteConnection($"Data Source={cluster.DatabasePath};Pooling=False");
        await database.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = database.CreateCommand();
        command.CommandText =
            """
            UPDATE candidate_documents
            SET encrypted_content = (SELECT encrypted_content FROM candidate_documents WHERE company_id = $from AND encrypted_content IS NOT NULL LIMIT 1)
            WHERE company_id = $to
            """;
        command.Parameters.AddWithValue("$from", from);
        command.Parameters.AddWithValue("$to", to);
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }
}
