using System.Text.Json;
using System.Text.Json.Serialization;
using Jobvite.Grains.Interfaces;
using Orleans.Storage;

namespace Jobvite.Silo.Persistence;

/// <summary>
/// How grain state is stored: plain JSON, camelCase, enums by name, no type names and no polymorphism, so that classes can be renamed and
/// moved. Orleans' own default writes CLR type names. Fixed for good: what is written once must be readable for ever.
/// </summary>
/// <remarks>
/// A property that the program does not know is an error, not something to skip: during a rolling upgrade an older silo that skipped it
/// would write the state back without it, and a company's secret or setting would be gone. So the older silo fails that one activation
/// and the grain comes up on a newer one. A property that the program knows and the stored state lacks keeps its initial value.
/// </remarks>
internal sealed class GrainStateSerializer : IGrainStorageSerializer
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, Options));

    /// <exception cref="UnreadableStateException">
    /// Not the state of <typeparamref name="T"/>, or written by a newer program. The message names a path, never a value.
    /// </exception>
    public T Deserialize<T>(BinaryData input)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(input.ToMemory().Span, Options)
                ?? throw new UnreadableStateException($"The stored state of {typeof(T).Name} is null.");
        }
        catch (JsonException exception)
        {
            // Not as the inner exception: its message quotes what it could not read.
            throw new UnreadableStateException(
                $"The stored state of {typeof(T).Name} is damaged or was written by a newer version: it cannot be read at {exception.Path ?? "$"}, byte {exception.BytePositionInLine}. Restore the row of orleans_grain_state from a backup, or start the newer version.");
        }
    }
}
