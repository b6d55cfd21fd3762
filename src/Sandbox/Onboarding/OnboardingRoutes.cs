using System.Buffers;
using System.Text.Json;

namespace Jobvite.Sandbox;

/// <summary><c>POST /process</c>, <c>/task</c> and <c>/milestone</c>, or their plural names: an envelope in, an envelope out.</summary>
internal static class OnboardingRoutes
{
    private const int LargestBody = 1024 * 1024;

    public static void MapOnboarding(this IEndpointRouteBuilder api)
    {
        Map(api, SandboxEndpoint.Process, "/process", "/processes", ProcessAnswers.List);
        Map(api, SandboxEndpoint.Task, "/task", "/tasks", TaskAnswers.List);
        Map(api, SandboxEndpoint.Milestone, "/milestone", "/milestones", MilestoneAnswers.Set);
    }

    private static void Map(
        IEndpointRouteBuilder api,
        SandboxEndpoint endpoint,
        string singular,
        string plural,
        Func<Exchange, OnboardingRequest, OnboardingAnswer> answer)
    {
        api.MapPost(singular, http => AnswerAsync(Exchange.Of(http), answer)).WithMetadata(new EndpointMark(endpoint, Plural: false));
        api.MapPost(plural, http => AnswerAsync(Exchange.Of(http), answer)).WithMetadata(new EndpointMark(endpoint, Plural: true));
    }

    private static async Task AnswerAsync(Exchange exchange, Func<Exchange, OnboardingRequest, OnboardingAnswer> answer)
    {
        var body = await ReadAsync(exchange);
        if (body is null || Envelope.TryOpen(body, exchange.Company.Shared.JobviteKey) is not { } plain)
        {
            await HtmlPages.SendAsync(exchange.Http, StatusCodes.Status400BadRequest, HtmlPages.Tomcat(StatusCodes.Status400BadRequest, "Bad Request"));
        }
        else if (exchange.Company.Keys.TenantKey is not { } tenantKey)
        {
            await exchange.RefuseAsync(StatusCodes.Status400BadRequest, "No public key is registered for this company.");
        }
        else if (OnboardingRequest.Parse(plain, exchange.Fault, out var problem) is not { } request)
        {
            await exchange.RefuseAsync(StatusCodes.Status400BadRequest, problem!);
        }
        else
        {
            var result = answer(exchange, request);
            await (result.Problem is { } mistake
                ? exchange.RefuseAsync(StatusCodes.Status400BadRequest, mistake)
                : SendAsync(exchange, tenantKey, result.Write!));
        }
    }

    private static async Task SendAsync(Exchange exchange, System.Security.Cryptography.RSA tenantKey, Action<Utf8JsonWriter> write)
    {
        var plain = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(plain, JsonText.Writing))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        var (key, payload) = Envelope.Seal(plain.WrittenSpan, tenantKey, exchange.Quirks.Padding, exchange.Quirks.LongEnvelopeKey);
        await exchange.SendAsync(StatusCodes.Status200OK, json =>
        {
            json.WriteBase64String("key", key);
            json.WriteBase64String("payload", payload);
        });
    }

    private static async Task<byte[]?> ReadAsync(Exchange exchange)
    {
        using var body = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await exchange.Http.Request.Body.ReadAsync(chunk, exchange.Cancelled)) > 0)
        {
            if (body.Length + read > LargestBody)
            {
                return null;
            }

            body.Write(chunk, 0, read);
        }

        return body.ToArray();
    }
}
