using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Jobvite.WebFrontend.Console;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Jobvite.WebFrontend.Tests;

public sealed class OpenApiTests(FrontHost front) : IClassFixture<FrontHost>
{
    /// <summary>Without the console's, which have rules and tests of their own.</summary>
    private IEnumerable<RouteEndpoint> Endpoints => front.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<ConsolePage>() is null && e.RoutePattern.RawText?.Contains("opaque-redirect", StringComparison.Ordinal) != true);

    [Fact]
    public async Task Every_route_is_in_the_document()
    {
        var paths = (await front.Anonymous.Get("/openapi/v1.json").Json())["paths"]!.AsObject();

        var mapped = Endpoints.Where(e => e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal) || e.RoutePattern.RawText.StartsWith("/webhooks/", StringComparison.Ordinal));
        var missing = mapped
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods, (e, m) => (Path: "/" + e.RoutePattern.RawText!.Trim('/'), Method: m.ToLowerInvariant()))
            .Where(r => paths[r.Path]?[r.Method] is null)
            .ToArray();
        Assert.Empty(missing);
        Assert.Equal(65, paths.Sum(p => p.Value!.AsObject().Count));
    }

    [Fact]
    public void Every_route_needs_a_token_but_the_few_that_are_meant_not_to()
    {
        var open = Endpoints.Where(e => e.Metadata.GetMetadata<IAuthorizeData>() is not { Policy: TenantAccess.Policy or OperatorEndpoints.Policy }).ToArray();

        Assert.All(open, e => Assert.NotNull(e.Metadata.GetMetadata<IAllowAnonymous>()));
        Assert.All(open, e => Assert.DoesNotContain("/api/", e.RoutePattern.RawText!, StringComparison.Ordinal));
        Assert.All(Endpoints.Except(open), e => Assert.Equal(e.RoutePattern.RawText!.StartsWith("/api/operators", StringComparison.Ordinal), e.Metadata.GetMetadata<IAuthorizeData>()!.Policy == OperatorEndpoints.Policy));
        Assert.All(Endpoints.Except(open), e => Assert.Null(e.Metadata.GetMetadata<IAllowAnonymous>()));
    }

    [Fact]
    public async Task Every_operation_says_what_it_is_what_it_answers_and_whether_it_needs_a_token()
    {
        var document = await front.Anonymous.Get("/openapi/v1.json").Json();

        Assert.Equal("bearer", document["components"]!["securitySchemes"]!["bearer"]!["scheme"]!.GetValue<string>());
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in item!.AsObject())
            {
                var name = $"{method} {path}";
                var responses = operation!["responses"]!.AsObject();
                Assert.False(string.IsNullOrEmpty(operation["summary"]?.GetValue<string>()), name);
                Assert.Contains(responses, r => r.Key is "200" or "201" or "202");
                Assert.All(responses.Where(r => r.Key is "403" or "404" or "429" or "500" or "503"), r => Assert.NotNull(r.Value!["content"]!["application/problem+json"]));
                Assert.Equal(path.StartsWith("/api/", StringComparison.Ordinal), operation["security"] is JsonArray { Count: > 0 });
                Assert.True(operation["security"] is JsonArray, $"{name} says nothing of security.");
            }
        }
    }

    [Fact]
    public async Task Every_operation_has_an_id_of_its_own_and_the_server_is_named()
    {
        var document = await front.Anonymous.Get("/openapi/v1.json").Json();
        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject(), (path, one) => (Name: $"{one.Key} {path.Key}", Id: one.Value!["operationId"]?.GetValue<string>())).ToArray();

        Assert.All(operations, one => Assert.True(one.Id is not null, $"{one.Name} has no operationId: give it .WithName(\"…\")."));
        Assert.Equal(operations.Length, operations.Select(one => one.Id).Distinct().Count());
        Assert.Equal("/", document["servers"]!.AsArray().Single()!["url"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_webhook_is_described_with_its_body_and_its_signature()
    {
        var operation = (await front.Anonymous.Get("/openapi/v1.json").Json())["paths"]!["/webhooks/jobvite/{companyId}/candidate"]!["post"]!;

        Assert.Equal("object", operation["requestBody"]!["content"]!["application/json"]!["schema"]!["type"]!.GetValue<string>());
        Assert.Contains(operation["parameters"]!.AsArray(), one => one!["name"]!.GetValue<string>() == "X-Jobvite-Event-Signature" && one["in"]!.GetValue<string>() == "header");
        Assert.Empty(operation["security"]!.AsArray());
    }

    [Fact]
    public async Task Answers_of_two_shapes_and_streams_are_described()
    {
        var document = await front.Anonymous.Get("/openapi/v1.json").Json();
        var paths = document["paths"]!;

        Assert.Equal(
            ["application/json", "application/problem+json"],
            paths["/api/integrations/jobvite/test-connection"]!["post"]!["responses"]!["400"]!["content"]!.AsObject().Names().Order());
        var stream = paths["/api/integrations/jobvite/sync/runs/{runId}/events"]!["get"]!["responses"]!["200"]!["content"]!.AsObject();
        Assert.Equal(["text/event-stream"], stream.Names());
        Assert.Equal("#/components/schemas/Stream", stream["text/event-stream"]!["schema"]!["$ref"]!.GetValue<string>());
        Assert.Equal("binary", document["components"]!["schemas"]!["Stream"]!["format"]!.GetValue<string>());
        Assert.Contains("ETag", paths["/api/integrations/jobvite/jobs/{jobviteJobId}"]!["get"]!["responses"]!["200"]!["headers"]!.AsObject().Names());
    }

    [Fact]
    public async Task Null_matches_one_choice_and_what_is_left_out_is_not_required()
    {
        var schemas = (await front.Anonymous.Get("/openapi/v1.json").Json())["components"]!["schemas"]!.AsObject();

        Assert.DoesNotContain("oneOf", schemas["CandidateItem"]!["properties"]!["rawJson"]!.AsObject().Names());
        Assert.Equal(["connected"], schemas["ConfigurationItem"]!["required"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.Equal(["endpoint", "ok"], schemas["EndpointCheckItem"]!["required"]!.AsArray().Select(name => name!.GetValue<string>()).Order());
        foreach (var (name, schema) in schemas)
        {
            foreach (var (member, property) in schema!["properties"]?.AsObject() ?? [])
            {
                var choices = property!["oneOf"]?.AsArray() ?? [];
                var any = choices.Count(one => one!["$ref"] is { } to && schemas[to.GetValue<string>().Split('/')[^1]]!["type"] is null);
                Assert.True(any == 0, $"{name}.{member}: null matches twice.");
            }
        }
    }

    [Fact]
    public async Task The_document_names_parameters_as_the_contract_does()
    {
        var document = await front.Anonymous.Get("/openapi/v1.json").Json();

        var parameters = document["paths"]!["/api/integrations/jobvite/jobs"]!["get"]!["parameters"]!.AsArray();

        Assert.Equal(
            ["createdSince", "cursor", "department", "include", "includeDeleted", "location", "page", "pageSize", "recruiter", "search", "sort", "status", "updatedSince", "updatedUntil"],
            parameters.Select(p => p!["name"]!.GetValue<string>()).Order());
        var size = parameters.Single(p => p!["name"]!.GetValue<string>() == "pageSize")!["schema"]!;
        Assert.Equal(("integer", 100), (size["type"]!.GetValue<string>(), size["maximum"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Every_reference_in_the_document_leads_somewhere()
    {
        var text = await front.Anonymous.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Answers.Cancelled);
        var schemas = JsonNode.Parse(text)!["components"]!["schemas"]!.AsObject();

        var references = Regex.Matches(text, "\"#/components/schemas/([^\"]+)\"").Select(m => m.Groups[1].Value).Distinct().ToArray();

        Assert.NotEmpty(references);
        Assert.All(references, r => Assert.True(schemas.ContainsKey(r), r));
    }

    [Fact]
    public async Task A_request_body_is_described()
    {
        var document = await front.Anonymous.Get("/openapi/v1.json").Json();

        var body = document["paths"]!["/api/integrations/jobvite/config"]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!;

        var name = body["$ref"]!.GetValue<string>().Split('/')[^1];
        var properties = document["components"]!["schemas"]![name]!["properties"]!.AsObject();
        Assert.Contains("apiSecret", properties.Names());
        Assert.Contains("syncConfig", properties.Names());
        Assert.DoesNotContain("\"string\"", document["components"]!["schemas"]!["RunProgress"]!["properties"]!["fetched"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("candidateSyncLimitGiven", document.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reference_page_asks_no_other_host_for_anything()
    {
        var answer = await front.Anonymous.Get("/scalar/");
        var page = await answer.Content.ReadAsStringAsync(Answers.Cancelled);

        Assert.Contains("text/html", answer.Content.Headers.ContentType!.ToString(), StringComparison.Ordinal);
        Assert.Empty(Regex.Matches(page, "(?:src|href)=[\"'](?:https?:)?//").Select(m => m.Value));
        Assert.DoesNotContain("cdn.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("proxy.scalar.com", page, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        foreach (var script in Regex.Matches(page, "src=[\"']([^\"']+)[\"']").Select(m => m.Groups[1].Value))
        {
            using var loaded = await front.Anonymous.GetAsync(new Uri(new Uri(front.Address, "/scalar/"), script), Answers.Cancelled);
            Assert.True(loaded.IsSuccessStatusCode, script);
        }
    }
}
