using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Jobvite.Simulation.Tests;

/// <summary>
/// What the mirror should show, worked out from the world's own records and from what the REST documentation promises. Knows nothing of
/// the product's parsing.
/// </summary>
internal static class Judge
{
    private static readonly string[] PersonFields =
    [
        "email", "firstName", "lastName", "mobile", "homePhone", "workPhone", "address", "address2", "city", "state", "postalCode", "country",
        "location", "title", "companyName", "workStatus", "smsConsent", "personalDataProcessingStatus",
    ];

    private static readonly string[] ApplicationFields =
        ["workflowState", "workflowStateEId", "disposition", "source", "sourceType", "jobviteChannel", "consentStatus", "hasArtifacts"];

    private static readonly string[] JobFields =
        ["requisitionId", "title", "department", "category", "location", "region", "subsidiary", "remoteType"];

    private static readonly string[] EqualOpportunity = ["gender", "race", "veteranStatus"];
    private static readonly string[] Files = ["resume", "artifacts"];

    /// <param name="records">Those of the world.</param>
    /// <param name="keepsEeoData">Whether the company wants EEO data.</param>
    public static Picture Of(string records, bool keepsEeoData = false)
    {
        var world = JsonNode.Parse(records)!.AsObject();
        if (!keepsEeoData)
        {
            RemoveEeoData(world);
        }

        var picture = new Picture();
        var people = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        var applications = new Dictionary<string, List<JsonObject>>(StringComparer.Ordinal);
        foreach (var entry in Objects(world["candidates"]))
        {
            var id = Id(entry);
            people[id] = entry;
            applications.TryAdd(id, []);
            applications[id].AddRange(entry["application"] is JsonObject one ? [one] : Objects(entry["applications"]));
        }

        var applicants = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var (id, person) in people)
        {
            AddPerson(picture, id, person, applications[id], applicants);
            AddDocuments(picture, id, person, applications[id], Objects(world["artifacts"]![id]?["artifacts"]));
        }

        foreach (var job in Objects(world["jobs"]))
        {
            AddJob(picture, job, applicants.GetValueOrDefault(Id(job))?.Count ?? 0);
        }

        foreach (var unlisted in (JsonArray)world["unlistedJobs"]!)
        {
            picture.Hidden.Add(new Key("job", (string)unlisted!));
        }

        foreach (var process in Objects(world["processes"]))
        {
            AddProcess(picture, process, [.. Objects(world["tasks"]).Where(task => ProcessOf(task) == ProcessId(process))]);
        }

        return picture;
    }

    /// <summary>A record without what counts as absent: null, empty text, empty lists; and without the content of files.</summary>
    public static string Plain(JsonNode record) => Clean(record, top: true)?.ToJsonString() ?? "{}";

    public static string Hash(byte[] content) => $"{content.Length}:{Convert.ToHexStringLower(SHA256.HashData(content))[..8]}";

    public static string? Milliseconds(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a record, or the body of a webhook, holds EEO data.</summary>
    public static bool HoldsEeoData(string text) => EqualOpportunity.Any(name => text.Contains($"\"{name}\"", StringComparison.OrdinalIgnoreCase));

    private static void RemoveEeoData(JsonNode? node)
    {
        if (node is JsonObject record)
        {
            Array.ForEach(EqualOpportunity, name => record.Remove(name));
        }

        foreach (var inner in node switch { JsonObject fields => fields.Select(static field => field.Value), JsonArray items => items, _ => [] })
        {
            RemoveEeoData(inner);
        }
    }

    private static void AddPerson(Picture picture, string id, JsonObject person, List<JsonObject> applications, Dictionary<string, HashSet<string>> applicants)
    {
        var fields = picture.Add("person", id);
        foreach (var name in PersonFields)
        {
            fields[name] = Text(person[name]);
        }

        fields["applications"] = string.Join(',', applications.Select(Id).Order(StringComparer.Ordinal));
        var raw = person.DeepClone().AsObject();
        raw.Remove("application");
        raw["applications"] = new JsonArray([.. applications.OrderBy(Id, StringComparer.Ordinal).Select(static each => each.DeepClone())]);
        fields["raw"] = Plain(raw);
        foreach (var application in applications)
        {
            var own = picture.Add("application", Id(application));
            own["person"] = id;
            foreach (var name in ApplicationFields)
            {
                own[name] = Text(application[name]);
            }

            foreach (var name in (string[])["sentDate", "lastUpdatedDate"])
            {
                own[name] = Text(application[name]);
            }

            foreach (var name in (string[])["hireDate", "startDate"])
            {
                own[name] = At(application[name])?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            }

            own["job"] = application["job"] is JsonObject job && Text(job["eId"] ?? job["EId"]) is { } jobId ? jobId : null;
            if (own["job"] is { } applied)
            {
                applicants.TryAdd(applied, new HashSet<string>(StringComparer.Ordinal));
                applicants[applied].Add(id);
            }
        }
    }

    /// <summary>Documents come inline as a resume or as artifacts, or are to be fetched when the application says that it has some.</summary>
    private static void AddDocuments(Picture picture, string id, JsonObject person, List<JsonObject> applications, IEnumerable<JsonObject> fetched)
    {
        var documents = new List<string>();
        foreach (var resume in applications.Select(static application => application["resume"]).OfType<JsonObject>())
        {
            if (Text(resume["content"]) is { } content)
            {
                var bytes = Text(resume["format"]) == "Text" ? Encoding.UTF8.GetBytes(content) : Convert.FromBase64String(content);
                documents.Add($"resume {Text(resume["name"])} {Hash(bytes)}");
            }
        }

        var inline = Objects(person["artifacts"]).ToList();
        var isAnnounced = applications.Exists(static application => Text(application["hasArtifacts"]) == "true");
        if (applications.Count == 0 && inline.Count == 0 && fetched.Any())
        {
            // Nothing says that there are some. Whoever has seen them before, or asks, gets them.
            isAnnounced = true;
            picture.Hidden.Add(new Key("documents", id));
        }

        documents.AddRange((inline.Count > 0 ? inline : isAnnounced ? fetched : [])
            .Select(static artifact => $"{Text(artifact["type"])} {Text(artifact["filename"])} {Hash(Convert.FromBase64String(Text(artifact["content"])!))}"));
        if (documents.Count > 0)
        {
            picture.Add("documents", id)["documents"] = string.Join(" | ", documents.Order(StringComparer.Ordinal));
        }
    }

    private static void AddJob(Picture picture, JsonObject job, int applicants)
    {
        var fields = picture.Add("job", Id(job));
        foreach (var name in JobFields)
        {
            fields[name] = Text(job[name]);
        }

        fields["status"] = Text(job["jobState"]) ?? Text(job["status"]);
        fields["primaryRecruiterEmail"] = Text(job["primaryRecruiter"]?["email"]) ?? Text(job["primaryRecruiterEmail"]);
        fields["primaryHiringManagerEmail"] = Text(job["primaryHiringManager"]?["email"]) ?? Text(job["primaryHiringManagerEmail"]);
        foreach (var name in (string[])["currency", "min", "max", "frequency"])
        {
            var value = Text(job["salary"]?[name]);
            fields[$"salary.{name}"] = name is "min" or "max" && value is not null
                ? decimal.Parse(value, CultureInfo.InvariantCulture).ToString("0.00", CultureInfo.InvariantCulture)
                : value;
        }

        fields["candidateCount"] = applicants.ToString(CultureInfo.InvariantCulture);
        fields["raw"] = Plain(job);
    }

    private static void AddProcess(Picture picture, JsonObject process, List<JsonObject> tasks)
    {
        var fields = picture.Add("process", ProcessId(process));
        fields["candidateId"] = Text(process["candidateId"]);
        fields["newHireId"] = Text(process["newHire"]?["id"]) ?? Text(process["newHire"]?["newHireId"]);
        fields["status"] = Text(process["status"]);
        fields["hireDate"] = At(process["hireDate"])?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        fields["kickoffDate"] = Milliseconds(At(process["kickoffDate"]));
        fields["milestones"] = process["milestones"] is JsonArray milestones ? milestones.ToJsonString() : null;
        fields["tasks"] = string.Join(',', tasks.GroupBy(static task => Text(task["status"])).Select(static group => $"{group.Key}={group.Count()}").Order(StringComparer.Ordinal));
        fields["raw"] = Plain(process);
        foreach (var task in tasks)
        {
            var own = picture.Add("task", Text(task["taskId"]) ?? Text(task["id"])!);
            own["process"] = ProcessId(process);
            own["name"] = Text(task["name"]);
            own["type"] = Text(task["type"]) is "W4" or "I9" or "DOC" or "FORM" ? Text(task["type"]) : "CUSTOM";
            own["status"] = Text(task["status"]);
            own["dueDate"] = Milliseconds(At(task["dueDate"]));
            own["raw"] = Plain(task);
        }
    }

    private static string Id(JsonObject record) => Text(record["eId"]) ?? Text(record["EId"])!;

    private static string ProcessId(JsonObject record) => Text(record["processId"]) ?? Text(record["id"])!;

    private static string ProcessOf(JsonObject task) => Text(task["processId"]) ?? Text(task["processInstanceId"])!;

    private static IEnumerable<JsonObject> Objects(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonObject>();

    /// <summary>Null, missing and empty are the same.</summary>
    private static string? Text(JsonNode? value) => value?.ToString() is { Length: > 0 } text ? text is "True" ? "true" : text is "False" ? "false" : text : null;

    /// <summary>A day, a day with time in UTC, or milliseconds.</summary>
    private static DateTimeOffset? At(JsonNode? value) => Text(value) is not { } text ? null
        : text.Contains('-', StringComparison.Ordinal) ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
        : DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(text, CultureInfo.InvariantCulture));

    private static JsonNode? Clean(JsonNode? node, bool top = false, bool file = false)
    {
        switch (node)
        {
            case JsonObject fields:
                var kept = new JsonObject();
                foreach (var (name, value) in fields.OrderBy(static field => field.Key, StringComparer.Ordinal))
                {
                    var isFile = file || Files.Contains(name);
                    if (!(file && name == "content") && Clean(value, file: isFile) is { } clean)
                    {
                        kept[name] = clean;
                    }
                }

                return kept.Count > 0 || top ? kept : null;
            case JsonArray items:
                var cleaned = items.Select(item => Clean(item, file: file)).OfType<JsonNode>().ToArray();
                return cleaned.Length > 0 ? new JsonArray(cleaned) : null;
            default:
                return node is null || node.ToString().Length == 0 ? null : node.DeepClone();
        }
    }
}
