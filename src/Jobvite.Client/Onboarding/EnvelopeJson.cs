using System.Text.Json.Serialization;

namespace Jobvite.Client;

internal sealed record Sealed([property: JsonPropertyName("key")] string? Key, [property: JsonPropertyName("payload")] string? Payload);

[JsonSerializable(typeof(Sealed))]
internal sealed partial class EnvelopeJson : JsonSerializerContext;
