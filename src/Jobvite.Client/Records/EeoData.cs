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
    // Nothing else contains these.
    private static readonly string[] Anywhere = ["gender", "ethnic", "hispanic", "veteran", "disabilit"];

    // Grace, Essex and embrace contain these: they count at the beginning of a word.
    private static readonly string[] Words = ["race", "sex", "eeo"];

    // Letters may also be written as escapes; whoever finds one looks closely.
    private static readonly SearchValues<string> Suspicious = SearchValues.Create([.. Anywhere, .. Words, "\\u"], StringComparison.OrdinalIgnoreCase);

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
        return Array.Exists(Anywhere, word => name.Contains(word, StringComparison.OrdinalIgnoreCase)) || Array.Exists(Words, word => BeginsWord(name, word));
    }

    /// <inheritdoc cref="IsName(string)"/>
    internal static bool IsName(JsonProperty property) => MayHold(JsonMarshal.GetRawUtf8PropertyName(property)) && IsName(property.Name);

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

        return found;
    }

    private static bool BeginsWord(string name, string word)
    {
        for (var at = 0; (at = name.IndexOf(word, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var begins = at == 0
                || !char.IsLetter(name[at - 1])
                || (char.IsUpper(name[at]) && (char.IsLower(name[at - 1]) || (at + 1 < name.Length && char.IsLower(name[at + 1]))));
            if (begins)
            {
                return true;
            }
        }

        return false;
    }
}
