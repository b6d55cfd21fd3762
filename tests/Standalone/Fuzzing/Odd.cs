using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Jobvite.Standalone.Tests.Fuzzing;

/// <summary>Values that programs trip over. Private-use characters stand for bytes that are no UTF-8; <see cref="Bytes"/> puts those in.</summary>
internal static class Odd
{
    /// <summary>In every text that is sent, and so in no log.</summary>
    public const string Canary = "Qzcanary";

    private const string OverlongNul = "\uE001";
    private const string SurrogateInUtf8 = "\uE002";
    private const string NoUtf8 = "\uE003";

    private static readonly string[] Texts =
    [
        "", " ", "\t", "null", "0", "-1", "1e400", "true", "NaN", "2147483648", "9223372036854775808", "-9223372036854775809", "99999999999999999999999999",
        "' OR 1=1 --", "\"; DROP TABLE candidates; --", "%", "_", "\\", "{0}", "{Name}", "${jndi:ldap://127.0.0.1:1/a}", "<script>alert(1)</script>", "../../../../etc/passwd",
        "..\\..\\windows\\win.ini", "\u202Egnp.exe", "مرحبا بالعالم", "👩‍👩‍👧‍👦🏴‍☠️", "İıſK", "e\u0301\u0301\u0301\u0301", "\uFEFFx", "\u2028\u2029", OverlongNul, SurrogateInUtf8, NoUtf8,
        "00000000-0000-0000-0000-000000000000", "0001-01-01", "9999-12-31T23:59:59.9999999Z", "2024-02-30", "-0001-01-01T00:00:00Z", "2024-01-01T00:00:00+99:99", "1970-01-01T00:00:00-14:00",
        "1,2,3", "a=b&c=d", "[]", "{}", "*", "**", "name:asc,name:desc", "=cmd|'/c calc'!A0", "http://127.0.0.1:1/", "//evil.example", "javascript:alert(1)", "eyJhbGciOiJub25lIn0.e30.",
    ];

    private static readonly string[] JsonTokens =
    [
        "null", "true", "0", "-1", "1.5", "-0", "1e400", "1e-400", "2147483648", "-2147483649", "9223372036854775808", "0.1e1", "[]", "{}", "[[]]", "[null]", "[{}]", "{\"a\":{\"b\":{}}}",
        "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\"", "\"" + OverlongNul + "\"", "\"" + SurrogateInUtf8 + "\"", "\"" + NoUtf8 + "\"", "\"9999-12-31T23:59:59Z\"", "{\"eq\":{}}", "{\"in\":[[]]}",
        "{\"\":1}", "{\"\\ud800\":1}", "NaN", "01", "'a'", "[1,2,", "\"\\x\"", "-----BEGIN RSA PRIVATE KEY-----", "\"-----BEGIN PRIVATE KEY-----\\nAAAA\\n-----END PRIVATE KEY-----\"",
    ];

    private static readonly string[] Segments =
    [
        "%00", "a%00b", "..%2f..%2fetc%2fpasswd", "%2e%2e", "..", ".", "%c0%80", "%ed%a0%80", "%ff", "%", "%zz", "%u0041", "%F0%9F%98%80", "%E2%80%AE", "%0d%0aX-Injected:%201", "%0a", "%5c", "%2f", "%25", "%252e%252e",
        "'", "%22", "%3Cscript%3E", ";a=b", "+", "%20", "~", "0", "-1", "00000000-0000-0000-0000-000000000000", "{0}", "*", "%7B%7D", "%EF%BF%BE", "\u00e9", "\U0001F600",
    ];

    private static readonly (string Name, string Value)[] Headers =
    [
        ("Accept", "*/*;q=0"), ("Accept", "text/html"), ("Accept", "text/event-stream"), ("Accept", ";;;,,,q=9"), ("Accept", "application/json;q=NaN"), ("Accept-Language", "xx-\u202E"), ("Accept-Encoding", "br;q=0, *;q=0"),
        ("Accept-Charset", "utf-7"), ("If-None-Match", "*"), ("If-None-Match", "W/\"" + Canary + "\", \"\", ,"), ("If-None-Match", "\"" + NoUtf8), ("If-Match", "\"x\""), ("If-Modified-Since", "Thu, 99 Foo 0000 99:99:99 GMT"),
        ("Range", "bytes=-1"), ("Range", "bytes=0-0,2-3,99999999999999999999-"), ("Range", "lines=1-2"), ("If-Range", "x"), ("Cookie", "=;;;a;=b; " + Canary + "=%00"), ("Cookie", "__Host-session=" + Canary), ("Origin", "null"),
        ("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site"), ("X-Forwarded-For", "1.2.3.4, ::1, " + Canary), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "gopher"), ("Forwarded", "for=\"[::1\""),
        ("X-HTTP-Method-Override", "DELETE"), ("Last-Event-ID", "-1"), ("Last-Event-ID", "99999999999999999999999"), ("Expect", "100-continue"), ("Upgrade", "h2c"), ("Referer", "http://" + Canary), ("User-Agent", NoUtf8 + Canary),
        ("traceparent", "00-" + Canary), ("traceparent", "00-ffffffffffffffffffffffffffffffff-ffffffffffffffff-ff"), ("tracestate", "a=b,,=,c"), ("baggage", Canary + "=" + Canary), ("X-Jobvite-Event-Signature", Canary),
        ("X-Jobvite-Event-Signature", "===="), ("Content-Encoding", "gzip"), ("Content-Encoding", "br"), ("Content-Language", Canary), ("Authorization", "Basic " + Canary), ("Authorization", "Bearer"), ("Authorization", "Bearer a.b.c"),
        ("Authorization", "Bearer eyJhbGciOiJub25lIn0.eyJ0ZW5hbnRfaWQiOiJkZW1vIn0."), ("Jobvite-Company", Canary), ("Idempotency-Key", Canary), ("Prefer", "respond-async"), ("Host", "evil.example"), ("Host", "localhost:99999"), ("Host", ""),
    ];

    private static readonly string[] MediaTypes =
    [
        "", "application/json; charset=utf-7", "application/json; charset=utf-16", "application/json; charset=\"", "application/problem+json", "text/plain", "text/json", "application/xml", "application/x-www-form-urlencoded",
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=x", "application/octet-stream", "APPLICATION/JSON", "application/*", ";", "application/json, application/json", "application/grpc", NoUtf8,
    ];

    public static string Text(Random random)
    {
        var text = Pick(random, Texts);
        return random.Next(12) switch
        {
            0 => new string('A', random.Next(200, 3000)) + Canary,
            1 => Canary + "\0" + text,
            2 or 3 or 4 => Canary + text,
            5 => Canary,
            _ => text,
        };
    }

    /// <summary>JSON, or nearly.</summary>
    public static string JsonToken(Random random) => random.Next(8) switch
    {
        0 => "\"" + Canary + new string('x', random.Next(1, 70_000)) + "\"",
        1 => new string('[', random.Next(1, 2000)) + "1",
        2 => string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "1" + new string('}', 40),
        3 => System.Text.Json.JsonSerializer.Serialize(Text(random)),
        _ => Pick(random, JsonTokens),
    };

    public static string Segment(Random random) => random.Next(8) switch
    {
        0 => Canary + new string('a', random.Next(100, 3000)),
        1 => Uri.EscapeDataString(Canary),
        2 => Escape(Text(random)),
        _ => Pick(random, Segments),
    };

    public static (string Name, string Value) Header(Random random) =>
        random.Next(15) == 0 ? ("X-" + Canary, new string('h', random.Next(1, 6000))) : Pick(random, Headers);

    public static string MediaType(Random random) => Pick(random, MediaTypes);

    public static T Pick<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];

    public static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>For a query or a form: the stand-ins for bad bytes become bad bytes.</summary>
    public static string Escape(string text) => string.Concat(Bytes(text).Select(b =>
        char.IsAsciiLetterOrDigit((char)b) ? ((char)b).ToString() : "%" + b.ToString("X2", CultureInfo.InvariantCulture)));

    /// <summary>UTF-8, but for the bytes that are none.</summary>
    public static byte[] Bytes(string text)
    {
        var bytes = new List<byte>(text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            bytes.AddRange(rune.Value switch
            {
                0xE001 => [0xC0, 0x80],
                0xE002 => [0xED, 0xA0, 0x80],
                0xE003 => [0xFF],
                _ => Encoding.UTF8.GetBytes(rune.ToString()),
            });
        }

        return [.. bytes];
    }
}
