using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Jobvite.Sandbox;

/// <summary>Everything that there is, as Jobvite would answer it now, in one document: for whoever judges a copy of it.</summary>
internal static class SandboxRecords
{
    /// <summary>
    /// <c>jobs</c> (those that lists leave out too, which <c>unlistedJobs</c> names), <c>candidates</c> (one entry for each application), <c>artifacts</c> by candidate,
    /// <c>processes</c> and <c>tasks</c>.
    /// </summary>
    public static string Write(SandboxCompany company)
    {
        var (world, quirks) = (company.World, company.Quirks);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, JsonText.Writing))
        {
            json.WriteStartObject();
            WriteAll(json, "jobs", world.Requisitions.Indexes, new JobWriter(world, quirks).Write);
            WriteAll(json, "unlistedJobs", world.Requisitions.Indexes.Except(world.Requisitions.Listed), (writer, index) => writer.WriteStringValue(world.Ids.Job(index)));
            WriteAll(json, "candidates", company.CandidateLists.Find(new CandidateFilter(null, null, "", "", ""), quirks), new CandidateWriter(world, quirks).Write);
            json.WriteStartObject("artifacts");
            foreach (var index in world.People.Indexes.Where(world.People.HasDocuments))
            {
                json.WriteStartObject(world.Ids.Candidate(index));
                new DocumentWriter(world.People, quirks).WriteArtifacts(json, index);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            var processes = world.NewHires.Indexes.ToList();
            WriteAll(json, "processes", processes, (writer, index) => ProcessAnswers.Write(writer, world, index));
            WriteAll(json, "tasks", processes.SelectMany(index => TaskAnswers.Of(world, index)), (writer, task) => TaskAnswers.Write(writer, world, task, withFiles: false));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteAll<T>(Utf8JsonWriter json, string name, IEnumerable<T> records, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var record in records)
        {
            write(json, record);
        }

        json.WriteEndArray();
    }
}

/// <summary>
/// One line of the candidate list: for which person an application was made, and which of that person's it was (0 or 1). Who has it now
/// says <see cref="People.Owner"/>.
/// </summary>
internal readonly record struct CandidateEntry(int Index, int Application)
{
    /// <summary>The line of a person who has no application.</summary>
    public static CandidateEntry WithoutApplication(int index) => new(index, -1);

    public bool HasApplication => Application >= 0;
}

/// <summary>The sorts of generated things, so that the first job and the first candidate do not roll the same dice.</summary>
internal enum Realm
{
    Job = 1,
    Candidate,
    Application,
    Process,
    Task,
    Credential,
    Change,
    Fault,
    Webhook,
}

/// <summary>A document that a test gave a person.</summary>
/// <param name="Type"><c>resume</c>, <c>cover_letter</c> or <c>attachment</c>.</param>
/// <param name="FileName">Null where Jobvite gives no name.</param>
/// <param name="Text">Its content.</param>
public sealed record SandboxDocument(string Type, string? FileName, string Text)
{
    /// <summary>Jobvite's id of the document; null where it gives none.</summary>
    public string? Id { get; init; }

    /// <summary>Whether it comes with the record, as the resume of the first application; the others are fetched.</summary>
    public bool Inline { get; init; }
}
