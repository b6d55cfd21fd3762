using System.Net;
using System.Text;

namespace Jobvite.Sandbox.Tests;

/// <summary>One sandbox that plays several companies.</summary>
public sealed class CompanyTests
{
    private static readonly SandboxOptions Small = new() { Candidates = 30, Jobs = 5, Processes = 2 };

    [Fact]
    public async Task Each_API_key_opens_its_own_companys_records()
    {
        await using var caller = await SandboxCaller.StartAsync(Small);
        var other = caller.Server.AddCompany(Small with { CompanyId = "acme", Candidates = 7, Seed = 2 });

        var first = await TotalAsync(caller, caller.Server.First);
        var second = await TotalAsync(caller, other);

        Assert.Equal((caller.Server.World.ApplicationCount, other.World.ApplicationCount), (first, second));
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task A_key_with_another_companys_secret_is_refused_and_counted_for_the_company_of_the_key()
    {
        await using var caller = await SandboxCaller.StartAsync(Small);
        var other = caller.Server.AddCompany(Small with { CompanyId = "acme" });

        using var answer = await AskAsync(caller, other.Credentials.ApiKey, caller.Server.Credentials.ApiSecret);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal((1, 0), (other.Requests.Unauthorized, caller.Server.Requests.Total));
    }

    [Fact]
    public async Task Counters_limits_faults_and_changes_of_one_company_do_not_show_at_another()
    {
        await using var caller = await SandboxCaller.StartAsync(Small);
        var other = caller.Server.AddCompany(Small with { CompanyId = "acme" });
        other.Limits = new SandboxLimits { RequestsPerMinute = 1 };
        other.Inject(new SandboxFault(FaultKind.Status) { StatusCode = 503, Times = 1 });
        other.World.DeleteCandidate(other.World.CandidateIds[0]);

        using var faulted = await AskAsync(caller, other.Credentials.ApiKey, other.Credentials.ApiSecret);
        using var admitted = await AskAsync(caller, other.Credentials.ApiKey, other.Credentials.ApiSecret);
        using var throttled = await AskAsync(caller, other.Credentials.ApiKey, other.Credentials.ApiSecret);
        using var unharmed = await caller.GetAsync("/candidate?start=0&count=1");

        Assert.Equal(
            (HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.OK),
            (faulted.StatusCode, admitted.StatusCode, throttled.StatusCode, unharmed.StatusCode));
        Assert.Equal((3, 1), (other.Requests.Total, caller.Server.Requests.Total));
        Assert.Equal((29, 30), (other.World.CandidateCount, caller.Server.World.CandidateCount));
    }

    [Fact]
    public async Task The_service_account_leads_to_its_company()
    {
        await using var caller = await SandboxCaller.StartAsync(Small);
        var other = caller.Server.AddCompany(Small with { CompanyId = "acme", Processes = 9 });
        var account = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{other.Credentials.ServiceAccountUsername}:{other.Credentials.ServiceAccountPassword}"));

        using var answer = await caller.PostAsync(
            "/process", caller.Wrap("{}"), request => request.Headers.Add("Authorization", $"Basic {account}"), authenticated: false);

        Assert.Equal((1, 0), (other.Requests.Process, caller.Server.Requests.Process));
        Assert.Contains("public key", await answer.Content.ReadAsStringAsync(SandboxCaller.Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhooks_are_signed_with_the_companys_key_and_go_to_its_URL()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var targets = new WebhookTargets(new Uri($"{receiver.Url}{{companyId}}/candidate"), null, null);
        await using var caller = await SandboxCaller.StartAsync(Small with { Companies = 2, WebhookTargets = targets });
        var second = caller.Server.Company("sandbox-2");

        second.World.ChangeCandidate(second.World.CandidateIds[0]);
        await Wait.Until(() => receiver.Received.Count == 1);

        var received = receiver.Received[0];
        Assert.Equal("/sandbox-2/candidate", received.Path);
        Assert.Equal(WebhookOutbox.Sign(second.Credentials.WebhookSigningKey, received.Body), received.Signature);
    }

    [Fact]
    public async Task A_thousand_companies_from_the_start_differ_in_credentials_and_records()
    {
        await using var caller = await SandboxCaller.StartAsync(Small with { Companies = 1000, Candidates = 100 });

        var companies = caller.Server.Companies;

        Assert.Equal(1000, companies.Count);
        Assert.Equal(1000, companies.Select(static each => each.Credentials.ApiSecret).Distinct().Count());
        Assert.Equal("sandbox-1000", companies[999].CompanyId);
        Assert.NotEqual(companies[998].World.CandidateIds[0], companies[999].World.CandidateIds[0]);
    }

    [Fact]
    public async Task A_company_that_is_already_there_is_not_added_again()
    {
        await using var caller = await SandboxCaller.StartAsync(Small);
        var key = caller.Server.Credentials.ApiKey;

        Assert.Contains("company id", Assert.Throws<ArgumentException>(() => caller.Server.AddCompany(Small)).Message, StringComparison.Ordinal);
        Assert.Contains("API key", Assert.Throws<ArgumentException>(() => caller.Server.AddCompany(Small with { CompanyId = "acme", ApiKey = key })).Message, StringComparison.Ordinal);
        Assert.Throws<KeyNotFoundException>(() => caller.Server.Company("acme"));
    }

    [Fact]
    public async Task The_admin_API_adds_lists_and_addresses_companies()
    {
        await using var caller = await SandboxCaller.StartAsync(Small);

        var (added, acme) = await caller.AdminAsync("POST", "/companies", """{"companyId":"acme","candidates":3}""");
        var (_, list) = await caller.AdminAsync("GET", "/companies?skip=1");
        var (_, state) = await caller.AdminAsync("GET", "/companies/acme/state");
        var (missing, _) = await caller.AdminAsync("GET", "/companies/nobody/state");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (added, missing));
        Assert.Equal(2, (int)list["total"]!);
        Assert.Equal((string)acme["credentials"]!["apiKey"]!, (string)Assert.Single(list["companies"]!.AsArray())!["credentials"]!["apiKey"]!);
        Assert.Equal(3, (int)state["records"]!["candidates"]!);
    }

    [Theory]
    [InlineData("""{}""", "companyId")]
    [InlineData("""{"companyId":"sandbox"}""", "company id")]
    [InlineData("""{"companyId":"a","candidates":-1}""", "Candidates")]
    public async Task A_company_that_cannot_be_added_is_explained(string body, string word)
    {
        await using var caller = await SandboxCaller.StartAsync(Small);

        var (status, answer) = await caller.AdminAsync("POST", "/companies", body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(word, (string)answer["error"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_is_read_again_is_the_same_until_it_changes()
    {
        await using var caller = await SandboxCaller.StartAsync(Small);
        const string Page = "/candidate?start=0&count=500";
        var before = await caller.TextAsync(Page);
        var again = await caller.TextAsync(Page);
        var person = caller.Server.World.CandidateIds[0];

        caller.Server.World.ChangeCandidateStage(person, null, "A new stage", announce: false);
        var moved = await caller.TextAsync(Page);
        caller.Server.Quirks = caller.Server.Quirks with { CapitalIds = true };
        var capital = await caller.TextAsync(Page);

        Assert.Equal(before, again);
        Assert.Contains("A new stage", moved, StringComparison.Ordinal);
        Assert.Contains("\"EId\"", capital, StringComparison.Ordinal);
        Assert.DoesNotContain("\"eId\"", capital, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> AskAsync(SandboxCaller caller, string key, string secret) => caller.SendAsync(
        HttpMethod.Get,
        "/api/v2/candidate?start=0&count=1",
        request =>
        {
            request.Headers.Add("x-jvi-api", key);
            request.Headers.Add("x-jvi-sc", secret);
        },
        authenticated: false);

    private static async Task<int> TotalAsync(SandboxCaller caller, SandboxAccount account)
    {
        using var answer = await AskAsync(caller, account.Credentials.ApiKey, account.Credentials.ApiSecret);
        return (int)System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync(SandboxCaller.Cancelled))!["total"]!;
    }
}
