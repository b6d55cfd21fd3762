using System.Text.Encodings.Web;
using System.Text.Json;

namespace Jobvite.Sandbox;

/// <summary>How this server writes JSON, and the small objects that many answers share.</summary>
internal static class JsonText
{
    /// <summary>Non-ASCII characters go out as UTF-8, and &lt; &gt; &amp; as themselves.</summary>
    public static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static void WriteSuccess(Utf8JsonWriter json, StatusForm form)
    {
        if (form == StatusForm.Word)
        {
            json.WriteString("status", "success");
        }
        else if (form == StatusForm.CodeAndMessages)
        {
            WriteStatus(json, 200, null);
        }
    }

    public static void WriteError(Utf8JsonWriter json, ErrorShape shape, int code, string message)
    {
        switch (shape)
        {
            case ErrorShape.StatusObject:
                WriteStatus(json, code, message);
                break;
            case ErrorShape.Message:
                json.WriteString("message", message);
                break;
            case ErrorShape.ErrorText:
                json.WriteString("error", message);
                break;
            case ErrorShape.ErrorObject:
                json.WriteStartObject("error");
                json.WriteNumber("code", code);
                json.WriteString("message", message);
                json.WriteEndObject();
                break;
            case ErrorShape.ErrorList:
                json.WriteStartArray("errors");
                json.WriteStringValue(message);
                json.WriteEndArray();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(shape), shape, "Not a shape of error.");
        }
    }

    /// <summary>Another refusal that integrators have seen.</summary>
    public static void WriteInvalidKey(Utf8JsonWriter json)
    {
        json.WriteString("status", "INVALID_KEY_SECRET");
        json.WriteString("responseMessage", "Invalid key and secret combination.");
    }

    /// <summary>Jobvite's dates: milliseconds since 1970.</summary>
    public static void WriteMilliseconds(this Utf8JsonWriter json, string name, DateTimeOffset? at)
    {
        if (at is { } time)
        {
            json.WriteNumber(name, time.ToUnixTimeMilliseconds());
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>A value that is absent is left out, null or empty, as the record's dice have it.</summary>
    public static void WriteOptional(this Utf8JsonWriter json, string name, string? value, Dice dice, Trait trait)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
            return;
        }

        switch (dice.Next((long)trait).Below(3, Trait.Form))
        {
            case 0:
                json.WriteNull(name);
                break;
            case 1:
                json.WriteString(name, "");
                break;
        }
    }

    public static void WriteCustomField(this Utf8JsonWriter json, string fieldCode, string? value)
    {
        json.WriteStartObject();
        json.WriteString("fieldCode", fieldCode);
        json.WriteString("value", value);
        json.WriteEndObject();
    }

    private static void WriteStatus(Utf8JsonWriter json, int code, string? message)
    {
        json.WriteStartObject("status");
        json.WriteNumber("code", code);
        json.WriteStartArray("messages");
        if (message is not null)
        {
            json.WriteStringValue(message);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
