using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;
using Jobvite.Grains.Records;
using Jobvite.Grains.Tests.Cluster;
using Jobvite.Sandbox;
using Jobvite.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.Grains.Tests.Operators;

[Collection(ClusterTests.Name)]
public sealed class SupportBundleTests(GrainCluster cluster)
{
    private const string Canary = "Canaria";

    private static readonly Caller Operator = new("", "operator-1");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IClusterOverviewGrain Overview => cluster.Grains.GetGrain<IClusterOverviewGrain>(IClusterOverviewGrain.Key);

    [Fact]
    public async Task Nothing_of_a_candidate_and_no_secret_is_in_any_file()
    {
        await using var company = await cluster.Connect(
            new SandboxOptions { Jobs = 3, Candidates = 4, Processes = 2 },
            new SyncSettingsPatch { SyncOnboarding = true, CandidateFilters = ImmutableDictionary<string, string>.Empty.Add("email", $"filter-{Canary}@example.com") });
        await Fill(company);
        var planted = (IReadOnlyList<string>)[
            .. await cluster.Rows("SELECT raw_json FROM candidates WHERE company_id = @id", company.CompanyId),
            .. await cluster.Rows("SELECT error_message FROM webhook_events WHERE company_id = @id AND error_message IS NOT NULL", company.CompanyId),
            .. await cluster.Rows("SELECT cause FROM health_incidents WHERE company_id = @id", company.CompanyId)];
        Assert.Contains(planted, row => row.Contains(Canary, StringComparison.Ordinal));

        var files = (await Overview.GetSupportBundle(company.CompanyId, Operator, Stop))!.Value;

        Assert.Equal(
            ["company.json", "settings.json", "budget.json", "health.json", "health-past.json", "runs.json", "webhooks.json", "cluster.json", "service.json"], files.Select(file => file.Name));
        var credentials = company.Sandbox.Credentials;
        foreach (var canary in (string?[])[Canary, "+1 555 0199", credentials.ApiKey, credentials.ApiKey[..6], credentials.ApiSecret, credentials.WebhookSigningKey, "PRIVATE KEY", "PUBLIC KEY", company.Caller.TenantId])
        {
            Assert.All(files, file => Assert.DoesNotContain(canary!, file.Content, StringComparison.OrdinalIgnoreCase));
        }

        Assert.InRange(files.Sum(file => file.Content.Length), 1_000, 5_000_000);
        Has("settings.json", "\"api-secret\": \"set\"", "\"previous-private-rsa-key\": \"not set\"", "\"candidateFilters\": [\n      \"email\"");
        Has("webhooks.json", "\"status\": \"rejected\"", "\"error\": \"Jobvite refused the request (status 400).\",\n      \"count\": 2,");
        Has("health.json", "It is broken.");
        Has("runs.json", "\"kind\": \"jobs\"");
        Has("service.json", "0060_notices.sql");
        Has("cluster.json", "\"status\": \"Active\"");

        void Has(string name, params string[] parts)
        {
            var content = files.Single(file => file.Name == name).Content.ReplaceLineEndings("\n");
            Assert.All(parts, part => Assert.Contains(part, content, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Whoever_has_it_is_in_both_audit_trails()
    {
        await using var company = await cluster.Connect(new SandboxOptions { Jobs = 1, Candidates = 1, Processes = 0 });
        await Overview.GetSupportBundle(company.CompanyId, Operator, Stop);

        Assert.Equal(["operator-1"], await cluster.Rows("SELECT subject FROM audit_log WHERE company_id = @id AND action = 'company.supportBundle'", company.CompanyId));
        Assert.Equal(["operator-1"], await cluster.Rows("SELECT subject FROM audit_log WHERE about = @id AND action = 'company.supportBundle'", company.CompanyId));
    }

    [Fact]
    public async Task There_is_none_of_a_company_that_nobody_has()
    {
        await using var company = await cluster.Connect(new SandboxOptions { Jobs = 1, Candidates = 1, Processes = 0 });
        Assert.Null(await Overview.GetSupportBundle("nobody-has-this", Operator, Stop));
        Assert.Null(await Overview.GetSupportBundle(company.CompanyId[..5], Operator, Stop));
    }

    /// <summary>The canary in every place that may hold a person's data.</summary>
    private async Task Fill(TestCompany company)
    {
        await company.Sync(SyncKind.Jobs);
        var write = new RefreshWrite { CompanyId = company.CompanyId, ReadAt = TimeProvider.System.GetUtcNow(), ProcessedEvents = [] };
        await cluster.Services.GetRequiredService<IRecordStore>().SaveRefresh(
            write,
            [
                new CandidateRow
                {
                    Id = "canary-1",
                    FirstName = Canary,
                    LastName = Canary,
                    Email = $"{Canary}@example.com",
                    Mobile = "+1 555 0199",
                    RawJson = $$"""{"firstName":"{{Canary}}","resume":"{{Canary}}.pdf"}""",
                    Applications = [],
                },
            ],
            new RecordMerge(keepEeoData: false),
            Stop);
        var events = cluster.Services.GetRequiredService<IEventStore>();
        foreach (var id in (Guid[])[Guid.CreateVersion7(), Guid.CreateVersion7()])
        {
            await events.Append(
                [
                    new NewEvent
                    {
                        Id = id,
                        CompanyId = company.CompanyId,
                        Source = WebhookSource.Candidate,
                        EventType = "x",
                        ReceivedAt = TimeProvider.System.GetUtcNow(),
                        Body = System.Text.Encoding.UTF8.GetBytes($$"""{"name":"{{Canary}}"}"""),
                        SignatureValid = true,
                        Status = WebhookStatus.Rejected,
                        Note = $"Jobvite refused the request (status 400). Jobvite says: \"No {Canary}, {id}\".",
                    },
                ],
                Stop);
        }

        await cluster.Services.GetRequiredService<IHealthStore>().Save(
            company.CompanyId, HealthStatus.Failing, 1, [new OpenCondition("run:jobs", true, TimeProvider.System.GetUtcNow(), $"It is broken. Jobvite says: \"{Canary}\".", "", "")], Stop);
    }
}
