using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Jobvite.Standalone.Tests.Processes;

/// <summary>What a company does not want to be kept, and for how long, as a caller of the API sees it.</summary>
public sealed class ExclusionTests(StandaloneFixture standalone) : IClassFixture<StandaloneFixture>, IDisposable
{
    private const string Api = "/api/integrations/jobvite";
    private readonly HttpClient _http = Client(standalone.Greeting);
    private readonly Rest _rest = new(standalone.Greeting);

    [Theory]
    [InlineData("""{"excludedFields":["candidate.shoeSize"]}""", "excludedFields", "candidate.contact")]
    [InlineData("""{"excludedFields":["candidate.id"]}""", "excludedFields", "Ids cannot be excluded")]
    [InlineData("""{"excludedFields":["candidate.eId"]}""", "excludedFields", "must not name")]
    [InlineData("""{"excludedFields":"candidate.contact"}""", "excludedFields", "list")]
    [InlineData("""{"excludedFields":["candidate.eeo"],"storeEeoData":true}""", "excludedFields", "storeEeoData")]
    [InlineData("""{"deletedRecordsDays":0}""", "deletedRecordsDays", "1 to 30 days")]
    [InlineData("""{"deletedRecordsDays":-1}""", "deletedRecordsDays", "1 to 30 days")]
    [InlineData("""{"deletedRecordsDays":31}""", "deletedRecordsDays", "1 to 30 days")]
    [InlineData("""{"deletedRecordsDays":"soon"}""", "deletedRecordsDays", "number")]
    public async Task What_cannot_be_is_refused_by_name(string syncConfig, string field, string told)
    {
        using var answer = await Configure(syncConfig);
        var said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(field, said, StringComparison.Ordinal);
        Assert.Contains(told, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_are_kept_and_given_back_to_the_operator()
    {
        using var shorter = await Configure("""{"deletedRecordsDays":7}""");
        Assert.Equal(HttpStatusCode.OK, shorter.StatusCode);
        Assert.Equal(7, (await SyncConfig()).GetProperty("deletedRecordsDays").GetInt32());

        using var usual = await Configure("""{"deletedRecordsDays":null}""");
        Assert.Equal(JsonValueKind.Null, (await SyncConfig()).GetProperty("deletedRecordsDays").ValueKind);
    }

    [Fact]
    public async Task What_is_excluded_goes_from_everything_that_can_be_read_and_comes_back_with_a_full_run()
    {
        await _rest.Until($"{Api}/changes?limit=1000", page => page.GetProperty("items").EnumerateArray().Count(item => item.GetProperty("type").GetString() == "sync.firstCompleted") == 3);
        var person = (await _rest.Get($"{Api}/candidates?pageSize=100")).GetProperty("items").EnumerateArray().First(one => one.GetProperty("email").ValueKind == JsonValueKind.String);
        var (id, email) = (person.GetProperty("jobviteCandidateId").GetString()!, person.GetProperty("email").GetString()!);
        await Rest.Post(
            new Uri(standalone.Greeting.SandboxAdmin!, "/admin/webhooks"),
            new { target = "candidate", body = new { eventType = "candidateUpdate", candidateId = id, candidate = new { email }, field = "email", newValue = email } });
        await _rest.Until($"{Api}/webhooks?eventType=candidateUpdate&processed=true", page => page.GetProperty("webhooks").GetArrayLength() == 1);
        Assert.Equal(0, (await Everything(id, email)).Count(one => !one.Text.Contains(email, StringComparison.OrdinalIgnoreCase)));

        using var excluded = await Configure("""{"excludedFields":["candidate.contact","candidate.address","application.resume"]}""");
        Assert.Equal(HttpStatusCode.OK, excluded.StatusCode);

        await _rest.Until($"{Api}/candidates?search={Uri.EscapeDataString(email)}", page => page.GetProperty("pagination").GetProperty("total").GetInt32() == 0);
        var webhook = (await _rest.Get($"{Api}/webhooks?eventType=candidateUpdate")).GetProperty("webhooks")[0].GetProperty("id").GetString();
        await _rest.Until($"{Api}/webhooks/{webhook}", one => !one.ToString().Contains(email, StringComparison.OrdinalIgnoreCase));
        Assert.Equal([], (await Everything(id, email)).Where(one => one.Text.Contains(email, StringComparison.OrdinalIgnoreCase)).Select(one => one.Where));
        Assert.DoesNotContain((await _rest.Get($"{Api}/candidates/{id}/documents")).GetProperty("documents").EnumerateArray(), one => one.GetProperty("type").GetString() == "resume");
        Assert.Contains((await Configuration()).GetProperty("warnings").EnumerateArray(), one => one.GetString()!.Contains("being taken out", StringComparison.Ordinal));

        using var lifted = await Configure("""{"excludedFields":[]}""");
        var answer = await lifted.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Contains("until a full sync, which takes about 2 requests of candidates.", answer.GetProperty("warning").GetString(), StringComparison.Ordinal);
        using var run = await _http.PostAsJsonAsync($"{Api}/sync/candidates", new { mode = "full" }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, run.StatusCode);
        await _rest.Until($"{Api}/candidates?search={Uri.EscapeDataString(email)}", page => page.GetProperty("pagination").GetProperty("total").GetInt32() > 0);
    }

    public void Dispose()
    {
        _http.Dispose();
        _rest.Dispose();
    }

    /// <summary>Every place where somebody could read of the person.</summary>
    private async Task<List<(string Where, string Text)>> Everything(string id, string email)
    {
        List<(string Where, string Text)> all = [];
        foreach (var path in (string[])[$"candidates/{id}", $"candidates?include=raw&pageSize=100", "export/candidates?format=ndjson&include=raw"])
        {
            all.Add((path, await _http.GetStringAsync(new Uri($"{Api}/{path}", UriKind.Relative), TestContext.Current.CancellationToken)));
        }

        all.Add(("search", (await _rest.Get($"{Api}/candidates?search={Uri.EscapeDataString(email)}")).GetProperty("items").ToString()));
        all.Add(("webhook", await Payload(await _rest.Get($"{Api}/webhooks?eventType=candidateUpdate"))));
        await using var file = await _http.GetStreamAsync(new Uri($"{Api}/candidates/{id}/export", UriKind.Relative), TestContext.Current.CancellationToken);
        using var copy = new MemoryStream();
        await file.CopyToAsync(copy, TestContext.Current.CancellationToken);
        await using var zip = new ZipArchive(copy);
        var text = new StringBuilder();
        foreach (var entry in zip.Entries)
        {
            await using var content = await entry.OpenAsync(TestContext.Current.CancellationToken);
            using var reader = new StreamReader(content, Encoding.Latin1);
            text.Append(await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        }

        all.Add(("the person's file", text.ToString()));
        return all;
    }

    private async Task<string> Payload(JsonElement page) =>
        (await _rest.Get($"{Api}/webhooks/{page.GetProperty("webhooks")[0].GetProperty("id").GetString()}")).GetProperty("payload").ToString();

    private Task<HttpResponseMessage> Configure(string syncConfig) =>
        _http.PostAsync(new Uri($"{Api}/config", UriKind.Relative), new StringContent($$"""{"syncConfig":{{syncConfig}} }""", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

    private Task<JsonElement> Configuration() => _rest.Get($"{Api}/config");

    private async Task<JsonElement> SyncConfig() => (await Configuration()).GetProperty("syncConfig");

    private static HttpClient Client(Greeting greeting)
    {
        var http = new HttpClient { BaseAddress = greeting.Url };
        http.DefaultRequestHeaders.Authorization = new("Bearer", greeting.Token);
        return http;
    }
}
