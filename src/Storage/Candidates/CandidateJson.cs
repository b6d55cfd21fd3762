using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Jobvite.Storage;

/// <summary>Puts a person and the applications together again.</summary>
internal static class CandidateJson
{
    private const string Applications = "applications";

    // The text is served as JSON and never embedded in HTML, so names keep their letters.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What is stored is at most 64 levels deep, and an application two more when it is joined.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256 };

    /// <summary>The person's object with an array <c>applications</c> in the given order.</summary>
    public static string Join(string person, IReadOnlyCollection<string> applications) =>
        CanBeContinued(person) ? Continue(person.AsSpan().Trim(), applications) : Rewrite(person, applications);

    /// <summary>
    /// Nothing in it can be an array of applications already, so the text is kept and one is added at its end: rewriting was 4 % of our
    /// samples in a profile of reading one record. Escapes are not looked into; the name might be spelt with them.
    /// </summary>
    private static bool CanBeContinued(string person) =>
        person.AsSpan().Trim() is ['{', .., '}']
        && !person.Contains(Applications, StringComparison.Ordinal)
        && !person.Contains("\\u", StringComparison.Ordinal);

    private static string Continue(ReadOnlySpan<char> person, IReadOnlyCollection<string> applications)
    {
        var fields = person[..^1].TrimEnd();
        return $"{fields}{(fields is ['{'] ? "" : ",")}\"{Applications}\":[{string.Join(',', applications)}]}}";
    }

    private static string Rewrite(string person, IReadOnlyCollection<string> applications)
    {
        var buffer = new ArrayBufferWriter<byte>(person.Length * 2);
        using (var document = JsonDocument.Parse(person, Deep))
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            foreach (var property in document.RootElement.EnumerateObject().Where(property => !property.NameEquals(Applications)))
            {
                property.WriteTo(writer);
            }

            writer.WriteStartArray(Applications);
            foreach (var application in applications)
            {
                writer.WriteRawValue(application, skipInputValidation: true);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
