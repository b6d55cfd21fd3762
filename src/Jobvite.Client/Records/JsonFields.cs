using System.Globalization;
using System.Text.Json;

namespace Jobvite.Client;

/// <summary>Reads fields whose name and type vary from one Jobvite answer to the next. Nothing here throws for a wrong type:
/// a field that cannot be read is a field that is not there.</summary>
internal static class JsonFields
{
    private const int LongestId = 128;

    public static string? Id(this JsonElement record, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (record.Text(name)?.Trim() is { Length: > 0 } id)
            {
                return IsPlausibleId(id) ? id : null;
            }
        }

        return null;
    }

    public static bool IsPlausibleId(string id)
        => id.Length is > 0 and <= LongestId && !id.AsSpan().ContainsAnyInRange('\0', '\u001f') && !id.AsSpan().ContainsAny('\u007f', '\ufffd');

    public static JsonElement? Member(this JsonElement record, string name, JsonValueKind kind)
        => record.ValueKind == JsonValueKind.Object && record.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;

    /// <summary>A text, number or truth value as text; the first of several names that has one.</summary>
    public static string? Text(this JsonElement record, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (record.ValueKind == JsonValueKind.Object && record.TryGetProperty(name, out var value) && ScalarText(value) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    public static string? ScalarText(JsonElement value) => value.ValueKind switch
    {
        // PostgreSQL refuses U+0000 in text, and it means nothing in a name.
        JsonValueKind.String => value.GetString() is { } text && text.Replace("\0", string.Empty, StringComparison.Ordinal) is var clean
            && !string.IsNullOrWhiteSpace(clean) ? clean : null,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    public static bool? Flag(this JsonElement record, string name) => ParseFlag(record.Text(name));

    public static bool? ParseFlag(string? text) => text switch
    {
        not null when bool.TryParse(text, out var flag) => flag,
        "1" or "Y" or "Yes" or "yes" => true,
        "0" or "N" or "No" or "no" => false,
        _ => null,
    };

    /// <summary>A number as it is; a text as <see cref="AmountText"/> reads it.</summary>
    public static decimal? Amount(this JsonElement record, string name) => record.Member(name, JsonValueKind.Number) is { } number
        ? number.TryGetDecimal(out var amount) ? amount : null
        : record.Text(name) is { } text ? AmountText.Read(text) : null;

    /// <summary>Jobvite sends a flag, or a word of a form.</summary>
    public static bool? ParseConsent(string? text) => text?.Trim().ToUpperInvariant().Replace('-', '_').Replace(' ', '_') switch
    {
        "TRUE" or "1" or "Y" or "YES" or "OPTED_IN" or "OPT_IN" or "OPTIN" or "OPTEDIN" or "CONSENTED" or "GRANTED" => true,
        "FALSE" or "0" or "N" or "NO" or "OPTED_OUT" or "OPT_OUT" or "OPTOUT" or "OPTEDOUT" or "DECLINED" or "REVOKED" => false,
        _ => null,
    };

    public static long? Count(this JsonElement record, string name) => ParseCount(record.Text(name));

    public static long? ParseCount(string? text)
        => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>See <see cref="DateText.Instant"/>; the first of several names that has a date.</summary>
    public static DateTimeOffset? Date(this JsonElement record, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (record.Text(name)?.Trim() is { } text && DateText.Instant(text) is { } date)
            {
                return date;
            }
        }

        return null;
    }

    public static IReadOnlyList<JobviteCustomField> CustomFields(this JsonElement record)
        => ReadCustomFields(record.Member("customField", JsonValueKind.Array) ?? record.Member("customFields", JsonValueKind.Array));

    public static IReadOnlyList<JobviteCustomField> ReadCustomFields(JsonElement? array)
    {
        if (array is null)
        {
            return [];
        }

        var fields = new List<JobviteCustomField>(array.Value.GetArrayLength());
        foreach (var item in array.Value.EnumerateArray())
        {
            if (item.Text("fieldCode", "code", "name") is { } code)
            {
                fields.Add(new JobviteCustomField(code, item.Text("value")));
            }
        }

        return fields;
    }

    /// <summary>The e-mail of a person given as an object, or as a field of its own.</summary>
    public static string? Email(this JsonElement record, string person, string field)
        => record.Member(person, JsonValueKind.Object)?.Text("email") ?? record.Text(field);
}
