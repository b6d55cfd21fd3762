using System.Text.Json;

namespace Jobvite.Client;

/// <summary>
/// Fields that a customer does not want to be kept. They are taken out of an answer before anything is made of it, so nothing that is made of
/// it holds them: no column, no hash, no JSON. Immutable.
/// </summary>
public sealed class ExcludedFields
{
    private const string CustomField = "customField:";
    private const string Process = "process";
    private const int LongestCode = 128;

    /// <summary>Group or field → the members of Jobvite's JSON.</summary>
    private static readonly Dictionary<string, string[]> Members = new(StringComparer.Ordinal)
    {
        ["candidate.address"] = ["address", "address2", "city", "state", "postalCode", "country", "location"],
        ["candidate.city"] = ["city"],
        ["candidate.companyName"] = ["companyName"],
        ["candidate.contact"] = ["email", "mobile", "homePhone", "workPhone"],
        ["candidate.country"] = ["country"],
        ["candidate.email"] = ["email"],
        ["candidate.firstName"] = ["firstName"],
        ["candidate.homePhone"] = ["homePhone"],
        ["candidate.lastName"] = ["lastName"],
        ["candidate.location"] = ["location"],
        ["candidate.mobile"] = ["mobile"],
        ["candidate.phone"] = ["mobile", "homePhone", "workPhone"],
        ["candidate.postalCode"] = ["postalCode"],
        ["candidate.smsConsent"] = ["smsConsent"],
        ["candidate.state"] = ["state"],
        ["candidate.title"] = ["title"],
        ["candidate.workPhone"] = ["workPhone"],
        ["candidate.workStatus"] = ["workStatus"],
        ["application.attachments"] = ["artifacts", "attachments", "documents"],
        ["application.coverLetter"] = ["coverLetter"],
        ["application.disposition"] = ["disposition"],
        ["application.resume"] = ["resume", "resumeText"],
        ["application.source"] = ["source", "sourceType", "jobviteChannel"],
    };

    private static readonly string[] NamesOfFields = ["fieldCode", "code", "name"];
    private static readonly string[] NamesOfLists = ["customField", "customFields"];

    private readonly Dictionary<string, HashSet<string>> _members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _codes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names;
    private readonly BodyFields _bodies;

    private ExcludedFields(IEnumerable<string> names)
    {
        _names = names.ToHashSet(StringComparer.Ordinal);
        foreach (var name in _names)
        {
            var (record, field) = (name[..name.IndexOf('.', StringComparison.Ordinal)], name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]);
            var (kind, values) = field.StartsWith(CustomField, StringComparison.Ordinal) ? (_codes, [field[CustomField.Length..]]) : (_members, Members[name]);
            kind[record] = [.. values, .. kind.GetValueOrDefault(record, [])];
        }

        // Inline documents stand in an application, or in the person's entry.
        foreach (var member in _members.GetValueOrDefault("application", []).Where(member => member is "resume" or "resumeText" or "coverLetter" or "artifacts" or "attachments" or "documents").ToList())
        {
            _members["candidate"] = [member, .. _members.GetValueOrDefault("candidate", [])];
        }

        IEnumerable<string> coverLetters = KeepsDocuments("cover_letter") ? [] : ["cover_letter"];
        _bodies = new BodyFields([.. _members.Values.SelectMany(names => names), .. _codes.Values.SelectMany(codes => codes), .. coverLetters]);
    }

    public static ExcludedFields None { get; } = new([]);

    /// <summary>The names that there are, custom fields apart: <c>candidate.customField:&lt;code&gt;</c>, and the same of applications and jobs.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. Members.Keys.Order(StringComparer.Ordinal), "candidate.customField:<code>", "application.customField:<code>", "job.customField:<code>"];

    public bool IsEmpty => _names.Count == 0;

    /// <summary>Equal for equal fields.</summary>
    public string Tag => string.Join(',', _names.Order(StringComparer.Ordinal));

    /// <summary>Names that are not known are left out.</summary>
    public static ExcludedFields Of(IEnumerable<string> names) => names.Where(IsKnown).ToList() is { Count: > 0 } known ? new(known) : None;

    public static bool IsKnown(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Members.ContainsKey(name)
            || (Array.Find(["candidate.customField:", "application.customField:", "job.customField:"], start => name.StartsWith(start, StringComparison.Ordinal)) is { } start
                && name.Length - start.Length is > 0 and <= LongestCode && !name.Any(char.IsControl) && !name.Contains(',', StringComparison.Ordinal));
    }

    /// <summary>Whether documents of this type may be kept.</summary>
    public bool KeepsDocuments(string? type) => !_names.Contains(type switch
    {
        "resume" => "application.resume",
        "cover_letter" => "application.coverLetter",
        _ => "application.attachments",
    });

    /// <summary>Whether anything of this sort of record is excluded: <c>candidate</c>, <c>application</c>, <c>job</c> or <c>process</c>, which has the new hire in it.</summary>
    public bool Touches(string record) => record == Process ? _members.ContainsKey("candidate") : _members.ContainsKey(record) || _codes.ContainsKey(record);

    /// <summary>The members of Jobvite's JSON of such a record that go, custom fields apart.</summary>
    public IReadOnlyCollection<string> MembersOf(string record) => _members.GetValueOrDefault(record, []);

    /// <summary>The record without them; the same text when it has none.</summary>
    /// <param name="record"><c>candidate</c> (with the applications in it), <c>application</c>, <c>job</c> or <c>process</c> (of its new hire only).</param>
    /// <param name="json">A JSON object; anything else comes back as it is.</param>
    public string RemoveFrom(string record, string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        using var document = JsonDocument.Parse(UnicodeRepair.Of(json));
        return Has(record, document.RootElement) ? RawRecord.Write(writer => Write(writer, record, document.RootElement)) : json;
    }

    /// <inheritdoc cref="RemoveFrom(string, string)"/>
    internal ReadOnlyMemory<byte> RemoveFrom(string record, JsonElement entry, ReadOnlyMemory<byte> json) =>
        Has(record, entry) ? System.Text.Encoding.UTF8.GetBytes(RawRecord.Write(writer => Write(writer, record, entry))) : json;

    /// <summary>A webhook's body without them, wherever in it they stand. The same bytes when it has none, and none when it cannot be read.</summary>
    public byte[] RemoveFromBody(byte[] body) => _bodies.RemoveFrom(body);

    private bool Has(string record, JsonElement value) => value.ValueKind == JsonValueKind.Object && value.EnumerateObject().Any(property =>
        IsMember(record, property.Name)
        || (IsList(record, property) && property.Value.EnumerateArray().Any(item => IsCode(record, item)))
        || (record == "candidate" && ApplicationsOf(property).Any(application => Has("application", application)))
        || (IsNewHire(record, property.Name) && Has("candidate", property.Value)));

    private void Write(Utf8JsonWriter writer, string record, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            value.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (var property in value.EnumerateObject().Where(property => !IsMember(record, property.Name)))
        {
            writer.WritePropertyName(property.Name);
            if (IsList(record, property))
            {
                writer.WriteStartArray();
                foreach (var item in property.Value.EnumerateArray().Where(item => !IsCode(record, item)))
                {
                    item.WriteTo(writer);
                }

                writer.WriteEndArray();
            }
            else if (record == "candidate" && property.Name is "application" or "applications" && property.Value.ValueKind == JsonValueKind.Array)
            {
                writer.WriteStartArray();
                foreach (var item in property.Value.EnumerateArray())
                {
                    Write(writer, "application", item);
                }

                writer.WriteEndArray();
            }
            else if (record == "candidate" && property.Name is "application" or "applications")
            {
                Write(writer, "application", property.Value);
            }
            else if (IsNewHire(record, property.Name))
            {
                Write(writer, "candidate", property.Value);
            }
            else
            {
                property.Value.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }

    private bool IsMember(string record, string name) => _members.TryGetValue(record, out var members) && members.Contains(name);

    private bool IsList(string record, JsonProperty property) =>
        _codes.ContainsKey(record) && property.Value.ValueKind == JsonValueKind.Array && Array.IndexOf(NamesOfLists, property.Name) >= 0;

    private bool IsCode(string record, JsonElement item) => item.Text(NamesOfFields) is { } code && _codes[record].Contains(code);

    private static bool IsNewHire(string record, string name) => record == Process && (name is "newHire" or "candidate");

    private static IEnumerable<JsonElement> ApplicationsOf(JsonProperty property) => property.Name is not ("application" or "applications") ? []
        : property.Value.ValueKind == JsonValueKind.Array ? property.Value.EnumerateArray()
        : [property.Value];
}
