using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Jobvite.Client;

/// <summary>
/// Equal-opportunity data: gender, race, ethnicity, veteran status, disability. They are kept only for a customer who asks for them. Which names
/// they have at Jobvite is not a closed set, and customers make fields of their own, so a name is taken apart into its words.
/// </summary>
public static class EeoData
{
    // What a long text is searched for before it is looked at closely. Letters may also be written as escapes.
    private static readonly SearchValues<string> Suspicious = SearchValues.Create(
        ["gender", "ethnic", "hispanic", "veteran", "disabilit", "race", "sex", "eeo", "\\u"], StringComparison.OrdinalIgnoreCase);

    private static readonly string[] NamesOfFields = ["fieldCode", "fieldName", "fieldId", "field", "code", "name", "key", "label", "question", "id", "type"];
    private static readonly string[] NamesOfAnswers = ["value", "answer", "response", "selected"];

    /// <summary>The record without EEO data, wherever in it they are. The same text when it holds none.</summary>
    /// <param name="rawJson">As stored: a JSON object.</param>
    public static string RemoveFromRecord(string rawJson)
    {
        ArgumentNullException.ThrowIfNull(rawJson);
        if (!rawJson.AsSpan().ContainsAny(Suspicious))
        {
            return rawJson;
        }

        try
        {
            using var document = JsonDocument.Parse(rawJson);
            return document.RootElement.ValueKind == JsonValueKind.Object ? RawRecord.Write(document.RootElement, keepEeoData: false) : rawJson;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not written by us: what we store can be read.
            return rawJson;
        }
    }

    /// <summary>
    /// A webhook's body without EEO data, and the same bytes when it holds none. What is not JSON, or not all of it, ends before the first word
    /// that may be the name of such data.
    /// </summary>
    public static byte[] RemoveFromBody(byte[] body)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (!MayHold(body))
        {
            return body;
        }

        try
        {
            using var document = JsonDocument.Parse(body.AsSpan().StartsWith("\uFEFF"u8) ? body.AsMemory(3) : body, new JsonDocumentOptions { MaxDepth = 256 });
            var whole = RawRecord.Write(document.RootElement.WriteTo);
            var without = RawRecord.Write(writer => RawRecord.WriteMember(writer, document.RootElement, keepEeoData: false, holdsNul: false));
            return without == whole ? body : Encoding.UTF8.GetBytes(without);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return body[..Encoding.Latin1.GetString(body).AsSpan().IndexOfAny(Suspicious)];
        }
    }

    /// <summary>Whether a field of this name, or the question that a field answers, is about EEO data.</summary>
    public static bool IsName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return IsName(Encoding.Latin1.GetBytes(name));
    }

    /// <inheritdoc cref="IsName(string)"/>
    /// <param name="name">Without escapes. A loop over bytes, since every name of every record comes by here.</param>
    internal static bool IsName(ReadOnlySpan<byte> name)
    {
        for (var at = 0; at < name.Length - 2; at++)
        {
            var found = (name[at] | 0x20) switch
            {
                'g' => Has(name, at, "gender"u8),
                'e' => Has(name, at, "ethnic"u8) || (Has(name, at, "eeo"u8) && BeginsWord(name, at)),
                'h' => Has(name, at, "hispanic"u8),
                'v' => Has(name, at, "veteran"u8),
                'd' => Has(name, at, "disabilit"u8),

                // Grace, Essex and embrace hold these: they count at the beginning of a word.
                'r' => Has(name, at, "race"u8) && BeginsWord(name, at),
                's' => Has(name, at, "sex"u8) && BeginsWord(name, at),
                _ => false,
            };
            if (found)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>False when the value holds no EEO data for certain. Looking costs far less than taking the value apart.</summary>
    internal static bool MayHold(JsonElement value) => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array && MayHold(JsonMarshal.GetRawUtf8Value(value));

    /// <summary>The object says by one of its fields what another holds: <c>{"fieldCode":"gender","value":"…"}</c>.</summary>
    internal static bool IsAnswered(JsonElement holder)
    {
        foreach (var property in holder.EnumerateObject())
        {
            if (Array.Exists(NamesOfFields, name => name.Equals(property.Name, StringComparison.OrdinalIgnoreCase))
                && (property.Value.ValueKind == JsonValueKind.Object ? IsAnswered(property.Value) : JsonFields.ScalarText(property.Value) is { } text && IsName(text)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The field in such an object that holds the answer.</summary>
    internal static bool IsAnswer(string name) => Array.Exists(NamesOfAnswers, part => name.Contains(part, StringComparison.OrdinalIgnoreCase));

    internal static IReadOnlyList<JobviteCustomField> Filter(IReadOnlyList<JobviteCustomField> fields, bool keepEeoData) =>
        keepEeoData || !fields.Any(field => IsName(field.FieldCode)) ? fields : [.. fields.Where(field => !IsName(field.FieldCode))];

    private static bool MayHold(ReadOnlySpan<byte> json)
    {
        var rented = json.Length > 256 ? ArrayPool<char>.Shared.Rent(json.Length) : null;
        var text = (rented ?? stackalloc char[256])[..json.Length];
        Encoding.Latin1.GetChars(json, text);
        var found = text.ContainsAny(Suspicious);
        if (rented is not null)
        {
            // The next borrower must not see a candidate's data.
            text.Clear();
            ArrayPool<char>.Shared.Return(rented);
        }

        return found && (IsName(json) || json.IndexOf("\\u"u8) >= 0);
    }

    private static bool Has(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> word) =>
        (text[at + 1] | 0x20) == word[1] && text.Length - at >= word.Length && Ascii.EqualsIgnoreCase(text.Slice(at, word.Length), word);

    private static bool BeginsWord(ReadOnlySpan<byte> text, int at) =>
        at == 0
        || !char.IsAsciiLetter((char)text[at - 1])
        || (char.IsAsciiLetterUpper((char)text[at]) && (char.IsAsciiLetterLower((char)text[at - 1]) || char.IsAsciiLetterLower((char)text[at + 1])));
}
