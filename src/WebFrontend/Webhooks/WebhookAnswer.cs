using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jobvite.WebFrontend;

/// <summary>An answer to Jobvite of a few bytes, with its length, so that it goes out in one piece.</summary>
internal sealed partial class WebhookAnswer : IResult, IStatusCodeHttpResult
{
    public static readonly WebhookAnswer InvalidSignature = new(
        StatusCodes.Status401Unauthorized, JsonSerializer.SerializeToUtf8Bytes(new WebhookRefused("Invalid signature"), Shapes.Default.WebhookRefused));

    private readonly int _status;
    private readonly byte[] _body;

    private WebhookAnswer(int status, byte[] body) => (_status, _body) = (status, body);

    public int? StatusCode => _status;

    public static WebhookAnswer Taken(Guid? eventId) =>
        new(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(new WebhookTaken(true, eventId), Shapes.Default.WebhookTaken));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = _status;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = _body.Length;
        return response.Body.WriteAsync(_body, CancellationToken.None).AsTask();
    }

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(WebhookTaken))]
    [JsonSerializable(typeof(WebhookRefused))]
    private sealed partial class Shapes : JsonSerializerContext;
}
