using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Records;
using NSubstitute;

namespace Jobvite.WebFrontend.Tests;

/// <summary>Whatever body was accepted, <c>GET …/webhooks/{id}</c> shows it.</summary>
public sealed class WebhookPayloadTests(FrontHost front) : IClassFixture<FrontHost>
{
    private static readonly string[] Texts =
        ["plain", "\\ud83d", "\\uDE00", "\\ud83d\\ude00", "\\ude00\\ud83d", "\\u0000", "\\\\ud83d", "\\\\\\ud83d", "\\\"", "\\n", "ü", "😀", "<script>&'", ""];

    private static readonly string[] Scalars = ["1", "-0", "1e999", "123456789012345678901234567890.10", "true", "false", "null"];

    public static TheoryData<string> Awkward =>
    [
        Nested(62),
        Nested(63),
        Nested(64),
        """{"name":"half \ud83d an emoji"}""",
        """{"\ud83d":{"\ude00":"\ude00"}}""",
        """{"a":1,"a":2,"a":3}""",
        "\uFEFF{\"a\":1}",
        "  \r\n{\"a\" : [ 1 , 2 ] }\n",
    ];

    [Theory]
    [MemberData(nameof(Awkward))]
    public Task An_awkward_body_is_shown(string body) => Shows(body);

    [Fact]
    public async Task Any_body_that_was_accepted_is_shown()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var json = new StringBuilder(random.Next(4) == 0 ? "\uFEFF" : "");
            WriteObject(json, random, random.Next(1, 65));
            await Shows(json.ToString());
        }
    }

    [Theory]
    [InlineData("{\"a\":\"\\ud83d\"", "payloadText", "{\"a\":\"\\ud83d\"")]
    [InlineData("[", "payloadText", "[")]
    [InlineData("", "payloadText", "")]
    public async Task What_is_not_json_is_shown_as_text(string body, string member, string shown)
    {
        using var answer = await Ask(Encoding.UTF8.GetBytes(body));

        Assert.Equal(shown, answer.RootElement.GetProperty(member).GetString());
        Assert.Equal(JsonValueKind.Null, answer.RootElement.GetProperty("payload").ValueKind);
    }

    [Fact]
    public async Task Of_a_body_that_was_not_signed_the_size_and_the_reason_are_shown()
    {
        using var answer = await Ask([], view => view with
        {
            SignatureValid = false,
            Status = WebhookStatus.Rejected,
            BodyBytes = 123,
            ErrorMessage = "The signature does not match the body.",
        });

        var event_ = answer.RootElement;
        Assert.Equal((123, "The signature does not match the body."), (event_.GetProperty("bodyBytes").GetInt32(), event_.GetProperty("errorMessage").GetString()));
        Assert.All(["payload", "payloadText", "payloadBase64"], member => Assert.Equal(JsonValueKind.Null, event_.GetProperty(member).ValueKind));
    }

    [Theory]
    [MemberData(nameof(Awkward))]
    public void The_console_shows_an_awkward_body_too(string body) => Assert.NotEmpty(RawText.OfBytes(Encoding.UTF8.GetBytes(body)).Text);

    private static string Nested(int depth) => string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);

    private async Task Shows(string body)
    {
        using var answer = await Ask(Encoding.UTF8.GetBytes(body));
        using var sent = JsonDocument.Parse(body.TrimStart('\uFEFF'));

        AssertSame(sent.RootElement, answer.RootElement.GetProperty("payload"));
    }

    private async Task<JsonDocument> Ask(byte[] body, Func<WebhookView, WebhookView>? change = null)
    {
        var tenant = front.NewTenant();
        var view = (change ?? (static view => view))(Samples.Webhook());
        tenant.Records.GetWebhook(view.Id, Arg.Any<CancellationToken>()).Returns(new WebhookDetail(view, [.. body], []));
        var answer = await tenant.Client.Get($"/api/integrations/jobvite/webhooks/{view.Id}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(Answers.Cancelled), new JsonDocumentOptions { MaxDepth = 66 });
    }

    private static void WriteObject(StringBuilder json, Random random, int depth)
    {
        json.Append('{');
        for (var member = random.Next(1, 4); member > 0; member--)
        {
            json.Append(CultureInfo.InvariantCulture, $"\"{Text(random)}\": ");
            WriteValue(json, random, member == 1 ? depth - 1 : Math.Min(depth - 1, random.Next(3)));
            json.Append(member == 1 ? "}" : ",");
        }
    }

    private static void WriteValue(StringBuilder json, Random random, int depth)
    {
        switch (depth <= 0 ? random.Next(2) : random.Next(2, 4))
        {
            case 0:
                json.Append(CultureInfo.InvariantCulture, $"\"{Text(random)}\"");
                break;
            case 1:
                json.Append(Scalars[random.Next(Scalars.Length)]);
                break;
            case 2:
                WriteObject(json, random, depth);
                break;
            default:
                json.Append('[');
                WriteValue(json, random, depth - 1);
                json.Append(']');
                break;
        }
    }

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => Texts[random.Next(Texts.Length)]));

    private static void AssertSame(JsonElement sent, JsonElement shown)
    {
        Assert.Equal(sent.ValueKind, shown.ValueKind);
        switch (sent.ValueKind)
        {
            case JsonValueKind.Object:
                var members = sent.EnumerateObject().Zip(shown.EnumerateObject()).ToList();
                Assert.Equal((sent.EnumerateObject().Count(), members.Count), (shown.EnumerateObject().Count(), sent.EnumerateObject().Count()));
                Assert.All(members, pair =>
                {
                    AssertSameText(() => pair.First.Name, pair.Second.Name);
                    AssertSame(pair.First.Value, pair.Second.Value);
                });
                break;
            case JsonValueKind.Array:
                Assert.All(sent.EnumerateArray().Zip(shown.EnumerateArray()), pair => AssertSame(pair.First, pair.Second));
                break;
            case JsonValueKind.String:
                AssertSameText(() => sent.GetString()!, shown.GetString()!);
                break;
            default:
                Assert.Equal(sent.GetRawText(), shown.GetRawText());
                break;
        }
    }

    private static void AssertSameText(Func<string> sent, string shown)
    {
        try
        {
            Assert.Equal(sent(), shown);
        }
        catch (InvalidOperationException)
        {
            // Half an emoji: the text as it was sent cannot be read.
            Assert.Contains('\uFFFD', shown);
        }
    }
}
