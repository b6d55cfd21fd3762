using System.Text;
using System.Text.Json;

namespace Jobvite.Sandbox;

/// <summary>
/// Writes a person's documents. Of the people who have some, half have an inline resume, most others artifacts that must be
/// fetched, and a few artifacts that come with the record; or they are as a test set them.
/// </summary>
internal sealed class DocumentWriter(People people, SandboxQuirks quirks)
{
    public bool HasArtifacts(int index) => people.HasDocuments(index)
        && (Given(index) is { } given ? given.Any(static document => !document.Inline) : Form(index) >= 4);

    /// <summary>The resume belongs to the first application.</summary>
    public void WriteInlineResume(Utf8JsonWriter json, CandidateEntry entry)
    {
        var person = people.Owner(entry);
        var isFirst = people.EntriesOf(person)[0] == entry;
        if (people.HasDocuments(person) && isFirst && Given(person)?.FirstOrDefault(static document => document.Inline) is { } given)
        {
            WriteText(json, given);
        }
        else if (people.HasDocuments(person) && isFirst && Given(person) is null && Form(person) < 4)
        {
            WriteGenerated(json, person);
        }
        else if (quirks.RecordedForm)
        {
            json.WriteStartObject("resume");
            json.WriteString("content", "");
            json.WriteString("format", "Text");
            json.WriteEndObject();
        }
        else if (isFirst && (people.Change(person).Erased || Given(person) is not null))
        {
            json.WriteNull("resume");
        }
    }

    public void WriteInlineArtifacts(Utf8JsonWriter json, int index)
    {
        if (HasArtifacts(index) && Given(index) is null && Form(index) == 7)
        {
            WriteArtifacts(json, index);
        }
        else if (people.Change(index).Erased || Given(index) is not null)
        {
            // Whatever came with the record before does not any more.
            json.WriteNull("artifacts");
        }
    }

    public void WriteArtifacts(Utf8JsonWriter json, int index)
    {
        json.WriteStartArray("artifacts");
        if (people.HasDocuments(index) && Given(index) is { } given)
        {
            foreach (var document in given.Where(static document => !document.Inline))
            {
                WriteArtifact(json, document.Type, document.FileName, "text/plain", Encoding.UTF8.GetBytes(document.Text), document.Id);
            }
        }
        else if (people.HasDocuments(index))
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

    private static void WriteArtifact(Utf8JsonWriter json, string type, string? name, string mediaType, byte[] content, string? id = null)
    {
        json.WriteStartObject();
        if (id is not null)
        {
            json.WriteString("eId", id);
        }

        json.WriteString("type", type);
        if (name is not null)
        {
            json.WriteString("filename", name);
        }

        json.WriteString("mimeType", mediaType);
        json.WriteNumber("size", content.Length);
        json.WriteBase64String("content", content);
        json.WriteEndObject();
    }

    private System.Collections.Immutable.ImmutableArray<SandboxDocument>? Given(int index) => people.Change(index).Documents;

    private void WriteGenerated(Utf8JsonWriter json, int person)
    {
        var dice = people.Dice(person);
        if (quirks.RecordedForm)
        {
            WriteText(json, new SandboxDocument("resume", null, Encoding.UTF8.GetString(Document.Text(dice))));
            return;
        }

        var asPdf = Form(person) % 2 == 1;
        json.WriteStartObject("resume");
        json.WriteString("format", asPdf ? "pdf" : "txt");
        json.WriteBase64String("content", asPdf ? Document.Pdf(dice) : Document.Text(dice));
        json.WriteString("name", asPdf ? "Résumé (final).pdf" : "resume.txt");
        json.WriteEndObject();
    }

    /// <summary>Recorded: plain text says so in <c>format</c> and is sent as it is, without a name.</summary>
    private void WriteText(Utf8JsonWriter json, SandboxDocument document)
    {
        json.WriteStartObject("resume");
        json.WriteString("format", quirks.RecordedForm ? "Text" : "txt");
        if (quirks.RecordedForm)
        {
            json.WriteString("content", document.Text);
        }
        else
        {
            json.WriteBase64String("content", Encoding.UTF8.GetBytes(document.Text));
        }

        if (!quirks.RecordedForm && document.FileName is { } name)
        {
            json.WriteString("name", name);
        }

        if (document.Id is { } id)
        {
            json.WriteString("eId", id);
        }

        json.WriteEndObject();
    }

    private int Form(int index) => people.Dice(index).Below(8, Trait.DocumentForm);
}
