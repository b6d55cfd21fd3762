using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Jobvite.Standalone.Tests.Fuzzing;

/// <summary>Makes requests for every operation of the OpenAPI document: right ones from the schemas, then one or more things about each made odd.</summary>
/// <param name="document">As the running program gives it out.</param>
/// <param name="known">By parameter name: values that exist, so that requests get further than the first look-up.</param>
/// <param name="callers">Authorization headers; the first is the tenant with records, the second the one that may lose them.</param>
/// <param name="signing">A company and its signing key, for webhooks that are let in.</param>
/// <param name="random">Repeats everything for the same seed.</param>
internal sealed class ApiFuzz(
    JsonNode document, IReadOnlyDictionary<string, string[]> known, IReadOnlyList<string> callers, (string CompanyId, string Key) signing, Random random)
{
    private const string Signature = "X-Jobvite-Event-Signature";

    private readonly (string Path, string Method, JsonNode Operation)[] _operations =
    [
        .. from path in document["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           select (path.Key, operation.Key.ToUpperInvariant(), operation.Value!),
    ];

    public int Operations => _operations.Length;

    /// <summary>Each operation in its turn.</summary>
    public IEnumerable<RawRequest> Requests(int count) => Enumerable.Range(0, count).Select(number =>
    {
        var (path, method, operation) = _operations[number % _operations.Length];
        return Make(path, method, operation);
    });

    private RawRequest Make(string path, string method, JsonNode operation)
    {
        var parameters = operation["parameters"]?.AsArray().Select(p => p!).ToArray() ?? [];
        var signed = parameters.Any(p => p["name"]!.GetValue<string>() == Signature);
        var about = $"{method} {path}";
        var target = Filled(path, signed) + Query(parameters.Where(p => p["in"]!.GetValue<string>() == "query"));
        var headers = new List<(string, string)> { ("Connection", "close") };
        if (!One(40))
        {
            headers.Add(("Host", "localhost"));
        }

        // What deletes everything is left to the tenant that has nothing to lose.
        var caller = path.EndsWith("/disconnect", StringComparison.Ordinal) ? callers[1] : One(4) ? Odd.Pick(random, callers) : callers[0];
        if (caller.Length > 0 && !signed)
        {
            headers.Add(("Authorization", caller));
        }

        var body = operation["requestBody"] is { } wanted ? Body(wanted, headers) : One(12) ? Encoding.UTF8.GetBytes(Odd.JsonToken(random)) : null;
        if (signed && body is not null && !One(4))
        {
            headers.Add((Signature, Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(signing.Key), body))));
        }

        var isHttp = Frame(headers, ref body);
        for (var more = random.Next(3); more > 0; more--)
        {
            headers.Add(Odd.Header(random));
        }

        return RawRequest.Of(about, One(15) ? Odd.Pick(random, ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "QUERY", "get"]) : method, target, headers, body ?? [], isHttp);
    }

    private string Filled(string path, bool signed) => string.Join('/', path.Split('/').Select(part =>
        !part.StartsWith('{') ? One(60) ? Odd.Segment(random) : part
        : One(signed ? 6 : 2) ? Odd.Segment(random)
        : signed ? signing.CompanyId
        : known.TryGetValue(part.Trim('{', '}'), out var values) && values.Length > 0 ? Odd.Pick(random, values) : Odd.Segment(random)));

    private string Query(IEnumerable<JsonNode> parameters)
    {
        var parts = parameters.Where(_ => One(3)).Select(p => (Name: p["name"]!.GetValue<string>(), Value: One(2) ? Odd.Text(random) : Plain(p["schema"], 0)?.ToString() ?? "")).ToList();
        if (parts.Count > 0 && One(6))
        {
            parts.Add(parts[0] with { Value = Odd.Text(random) });
        }

        if (One(12))
        {
            parts.Add((Odd.Text(random), Odd.Text(random)));
        }

        return parts.Count == 0 ? One(40) ? "?" + Odd.Segment(random) : "" : "?" + string.Join('&', parts.Select(p => $"{Odd.Escape(p.Name)}={(One(15) ? Odd.Segment(random) : Odd.Escape(p.Value))}"));
    }

    private byte[] Body(JsonNode wanted, List<(string, string)> headers)
    {
        headers.Add(("Content-Type", One(10) ? Odd.MediaType(random) : "application/json"));
        var plain = Plain(wanted["content"]?["application/json"]?["schema"], 0);
        var text = plain?.ToJsonString() ?? "{}";
        if (plain is JsonObject members && !One(5))
        {
            // Some members are taken out, some get odd values; now and then one comes twice.
            var kept = members.Where(_ => !One(4)).Select(m => $"{System.Text.Json.JsonSerializer.Serialize(m.Key)}:{(One(4) ? Odd.JsonToken(random) : m.Value?.ToJsonString() ?? "null")}").ToList();
            if (kept.Count > 0 && One(10))
            {
                kept.Add(kept[0]);
            }

            if (One(10))
            {
                kept.Add($"\"{Odd.Canary}\":{Odd.JsonToken(random)}");
            }

            text = "{" + string.Join(',', kept) + "}";
        }

        return Odd.Bytes(random.Next(25) switch
        {
            0 => Odd.JsonToken(random),
            1 => text[..random.Next(text.Length)],
            2 => "\uFEFF" + text,
            3 => "",
            4 => "[" + text + "]",
            5 => "{\"a\":\"" + new string('z', random.Next(200_000, 1_200_000)) + "\"}",
            _ => text,
        });
    }

    /// <summary>How the body is framed. False when the framing is wrong.</summary>
    private bool Frame(List<(string, string)> headers, ref byte[]? body)
    {
        if (body is null)
        {
            return true;
        }

        switch (random.Next(40))
        {
            case 0:
                headers.Add(("Content-Encoding", "gzip"));
                body = Odd.Gzip(body);
                break;
            case 1:
                headers.Add(("Transfer-Encoding", "chunked"));
                body = [.. Encoding.ASCII.GetBytes(body.Length.ToString("X", CultureInfo.InvariantCulture) + "\r\n"), .. body, .. "\r\n0\r\n\r\n"u8];
                return body.Length < 200_000;
            case 2:
                headers.Add(("Transfer-Encoding", Odd.Pick(random, ["gzip", "chunked, chunked", "identity", "chunked"])));
                return false;
            case 3:
                headers.Add(("Content-Length", Odd.Pick(random, ["-1", "99999999999999999999", "0x10", "", "5, 6", "\u0661"])));
                return false;
            case 4:
                headers.Add(("Content-Length", Math.Max(0, body.Length - 1).ToString(CultureInfo.InvariantCulture)));
                return true;
            case 5:
                headers.Add(("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture)));
                headers.Add(("Content-Length", "1"));
                return false;
        }

        headers.Add(("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture)));
        return body.Length < 200_000;
    }

    /// <summary>A value as the schema wants it.</summary>
    private JsonNode? Plain(JsonNode? schema, int depth)
    {
        while (schema?["$ref"]?.GetValue<string>() is { } reference)
        {
            schema = reference.Split('/').Skip(1).Aggregate((JsonNode?)document, (node, name) => node?[name]);
        }

        if (schema is null || depth > 6)
        {
            return Odd.Text(random);
        }

        if ((schema["oneOf"] ?? schema["anyOf"] ?? schema["allOf"]) is JsonArray choices && choices.Count > 0)
        {
            return Plain(choices[^1], depth + 1);
        }

        if (schema["enum"] is JsonArray { Count: > 0 } words)
        {
            return Odd.Pick(random, words.ToArray())?.DeepClone();
        }

        return TypeOf(schema) switch
        {
            "object" => new JsonObject((schema["properties"]?.AsObject() ?? [])
                .Select(p => KeyValuePair.Create(p.Key, known.TryGetValue(p.Key, out var values) && !One(4) ? Odd.Pick(random, values) : Plain(p.Value, depth + 1)))),
            "array" => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Plain(schema["items"], depth + 1))]),
            "boolean" => One(2),
            "integer" => random.Next(1, 100),
            "number" => random.Next(-5, 500) / 10.0,
            _ => schema["format"]?.GetValue<string>() switch
            {
                "uuid" => new Guid(random.Next(), 1, 2, [3, 4, 5, 6, 7, 8, 9, 0]).ToString(),
                "date" => "2024-05-06",
                "date-time" => "2024-05-06T07:08:09Z",
                _ => Odd.Text(random),
            },
        };
    }

    private static string? TypeOf(JsonNode schema) => schema["type"] switch
    {
        JsonArray several => several.Select(one => one!.GetValue<string>()).FirstOrDefault(one => one != "null"),
        var one => one?.GetValue<string>(),
    };

    private bool One(int of) => random.Next(of) == 0;
}
