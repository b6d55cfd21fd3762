using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Metadata;

namespace Jobvite.WebFrontend;

/// <summary>
/// A JSON object in the request body. Unlike the framework's own binding it says which field is wrong and what it should be,
/// and takes an absent body where the contract says it is optional.
/// </summary>
internal sealed class JsonBody<T>(T value) : IEndpointParameterMetadataProvider
    where T : class, IJsonRequest, new()
{
    /// <summary>The largest legitimate body is a configuration with three RSA keys.</summary>
    private const int MaxBytes = 256 * 1024;

    /// <summary>Unknown members are ignored, unless the request's type says otherwise: an older service must take a newer client's request. Repeated ones have no meaning.</summary>
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        MaxDepth = 16,
        NumberHandling = JsonNumberHandling.Strict,
    };

    public T Value { get; } = value;

    public static async ValueTask<JsonBody<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        if (await RequestBytes.Read(context.Request, MaxBytes, onRead: null, context.RequestAborted) is not { } bytes)
        {
            throw new RequestRefusedException(new(StatusCodes.Status413PayloadTooLarge, $"The request body is larger than {MaxBytes} bytes."));
        }

        if (bytes.Length == 0)
        {
            return T.MayBeEmpty ? new(new T()) : throw Refused("The request body is empty. Send a JSON object.");
        }

        if (!context.Request.HasJsonContentType())
        {
            throw new RequestRefusedException(new(StatusCodes.Status415UnsupportedMediaType, "Send the body as application/json."));
        }

        return new(Read(bytes));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T), T.MayBeEmpty));

    private static T Read(ReadOnlySpan<byte> json)
    {
        // Some clients put a byte order mark in front.
        ReadOnlySpan<byte> byteOrderMark = [0xEF, 0xBB, 0xBF];
        if (json.StartsWith(byteOrderMark))
        {
            json = json[byteOrderMark.Length..];
        }

        try
        {
            var reader = new Utf8JsonReader(json, new() { MaxDepth = Options.MaxDepth });
            if (reader.Read() && reader.TokenType == JsonTokenType.Null && T.MayBeEmpty && !reader.Read())
            {
                return new T();
            }

            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw Refused("The request body must be a JSON object.");
            }

            return JsonSerializer.Deserialize<T>(json, Options)!;
        }
        catch (JsonException e) when (JsonField.Of(typeof(T), e.Path, Options) is var (name, expected))
        {
            throw InputErrors.Of(name, T.InsteadOf(name) ?? expected);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The parser's own words would repeat a part of the body, which may hold a secret.
            throw Refused("The request body is not valid JSON in UTF-8, or it names a member twice.");
        }
    }

    private static RequestRefusedException Refused(string error) => new(new(StatusCodes.Status400BadRequest, error));
}

/// <summary>A request body of the contract.</summary>
internal interface IJsonRequest
{
    /// <summary>An empty body, and <c>null</c>, stand for <c>{}</c>.</summary>
    static abstract bool MayBeEmpty { get; }

    /// <summary>What to do instead of sending a member that the request does not take; null when nothing is special about it.</summary>
    static virtual string? InsteadOf(string member) => null;
}
