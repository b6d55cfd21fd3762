using System.Text.Json;

namespace Jobvite.Sandbox;

/// <summary>
/// Writes a person's documents. Of the people who have some, half have an inline resume, most others artifacts that must be
/// fetched, and a few artifacts that come with the record.
/// </summary>
internal sealed class DocumentWriter(People people)
{
    public bool HasArtifacts(int index) => people.HasDocuments(index) && Form(index) >= 4;

    /// <summary>The resume belongs to the first application.</summary>
    public void WriteInlineResume(Utf8JsonWriter json, CandidateEntry entry)
    {
        if (!people.HasDocuments(entry.Index) || Form(entry.Index) >= 4 || entry.Application != 0)
        {
            return;
        }

        var asPdf = Form(entry.Index) % 2 == 1;
        json.WriteStartObject("resume");
        json.WriteString("format", asPdf ? "pdf" : "txt");
        json.WriteBase64String("content", asPdf ? Document.Pdf(people.Dice(entry.Index)) : Document.Text(people.Dice(entry.Index)));
        json.WriteString("name", asPdf ? "Résumé (final).pdf" : "resume.txt");
        json.WriteEndObject();
    }

    public void WriteInlineArtifacts(Utf8JsonWriter json, int index)
    {
        if (HasArtifacts(index) && Form(index) == 7)
        {
            WriteArtifacts(json, index);
        }
    }

    public void WriteArtifacts(Utf8JsonWriter json, int index)
    {
        json.WriteStartArray("artifacts");
        if (people.HasDocuments(index))
        {
            var dice = people.Dice(index);
            WriteArtifact(json, "resume", "Résumé (final).pdf", "application/pdf", Document.Pdf(dice));
            if (dice.Chance(0.5, Trait.DocumentSize))
            {
                WriteArtifact(json, "cover_letter", "cover letter.txt", "text/plain", Document.Text(dice));
            }

            if (dice.Chance(0.2, Trait.DocumentForm))
            {
                WriteArtifact(json, "attachment", "../work samples <1>.pdf", "application/pdf", Document.Pdf(dice.Next(1)));
            }
        }

        json.WriteEndArray();
    }

    private static void WriteArtifact(Utf8JsonWriter json, string type, string name, string mediaType, byte[] content)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("filename", name);
        json.WriteString("mimeType", mediaType);
        json.WriteNumber("size", content.Length);
        json.WriteBase64String("content", content);
        json.WriteEndObject();
    }

    private int Form(int index) => people.Dice(index).Below(8, Trait.DocumentForm);
}
