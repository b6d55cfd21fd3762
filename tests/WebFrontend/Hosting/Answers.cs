using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Jobvite.WebFrontend.Tests;

/// <summary>Sends requests and reads answers as a client would.</summary>
internal static class Answers
{
    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static Task<HttpResponseMessage> Get(this HttpClient client, string path) => client.GetAsync(new Uri(path, UriKind.Relative), Cancelled);

    public static Task<HttpResponseMessage> Post(this HttpClient client, string path, string? json = null, string mediaType = "application/json") =>
        client.PostAsync(new Uri(path, UriKind.Relative), json is null ? null : new StringContent(json, Encoding.UTF8, mediaType), Cancelled);

    public static async Task<JsonObject> Json(this HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancelled))!.AsObject();

    public static async Task<JsonObject> Json(this Task<HttpResponseMessage> pending, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var answer = await pending;
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.True(expected == answer.StatusCode, $"{(int)answer.StatusCode}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>Checks the shape that every error has.</summary>
    public static async Task<JsonObject> Problem(this Task<HttpResponseMessage> pending, HttpStatusCode expected)
    {
        var answer = await pending;
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.True(expected == answer.StatusCode, $"{(int)answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!.AsObject();
        Assert.Equal((int)expected, problem["status"]!.GetValue<int>());
        Assert.False(string.IsNullOrWhiteSpace(problem["title"]!.GetValue<string>()));
        var error = problem["error"]!.GetValue<string>();
        Assert.False(string.IsNullOrWhiteSpace(error));
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}$", problem["traceId"]!.GetValue<string>());
        return problem;
    }

    /// <summary>A problem as JSON without the one member that differs from request to request.</summary>
    public static string WithoutTrace(this JsonObject problem) => new JsonObject(problem.Where(member => member.Key != "traceId").Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))).ToJsonString();

    public static string[] Names(this JsonObject json) => [.. json.Select(p => p.Key)];

    public static string Error(this JsonObject problem) => problem["error"]!.GetValue<string>();

    /// <summary>What a problem says about one field.</summary>
    public static string Error(this JsonObject problem, string field)
    {
        var errors = problem["errors"]?.AsObject();
        Assert.True(errors?.ContainsKey(field) == true, problem.ToJsonString());
        return errors[field]![0]!.GetValue<string>();
    }
}
