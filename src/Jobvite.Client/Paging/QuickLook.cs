using System.Security.Cryptography;
using System.Text.Json;

namespace Jobvite.Client;

/// <summary>Looks at an entry of a candidate list without reading it.</summary>
internal static class QuickLook
{
    /// <summary>Null when no application with an <c>eId</c> is seen in the usual place; such an entry is simply read.</summary>
    public static EntryDigest? At(ReadOnlySpan<byte> entry)
    {
        if (ApplicationId(entry) is not { Length: > 0 } id)
        {
            return null;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(entry, hash);
        return new EntryDigest(id, Convert.ToBase64String(hash));
    }

    private static string? ApplicationId(ReadOnlySpan<byte> entry)
    {
        var reader = new Utf8JsonReader(entry, new JsonReaderOptions { MaxDepth = PageParser.MaxDepth });
        return reader.Read() && Find(ref reader, "application"u8) && IsObject(ref reader) && Find(ref reader, "eId"u8) && reader.TokenType == JsonTokenType.String
            ? reader.GetString()?.Trim()
            : null;
    }

    /// <summary>Moves from the beginning of an object to the value of one of its fields.</summary>
    private static bool Find(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(name);
            reader.Read();
            if (isIt)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    /// <summary>One application by itself, or the first of a list.</summary>
    private static bool IsObject(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.StartObject || (reader.TokenType == JsonTokenType.StartArray && reader.Read());
}
