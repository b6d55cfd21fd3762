using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jobvite.Payloads;

/// <summary>How answers and deliveries are written as JSON: the same bytes wherever an item is shown.</summary>
public static class PayloadJson
{
    /// <summary>For what is written without ASP.NET.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>Numbers are numbers, in the answers as in the document that describes them. What others send is put into answers as deep as it came.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.NumberHandling = JsonNumberHandling.Strict;
        options.MaxDepth = RawJson.MaxDepth + 16;

        // Nothing of it is put into a page as it is.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
