using System.Globalization;
using System.Text.Json;

namespace Jobvite.Sandbox;

/// <summary>Writes an application with the job it is for.</summary>
internal sealed class ApplicationWriter(SandboxWorld world, SandboxQuirks quirks)
{
    private static readonly string[] JobFields =
        ["requisitionId", "title", "department", "location", "categoryName", "company", "jobType", "postingType", "primaryRecruiter", "recruiters", "customField"];

    private readonly string _idName = quirks.CapitalIds ? "EId" : "eId";
    private readonly DocumentWriter _documents = new(world.People, quirks);

    public void Write(Utf8JsonWriter json, CandidateEntry entry)
    {
        var people = world.People;
        var dice = people.Dice(entry);
        var stage = people.Stage(entry);
        var isHired = stage == "Hired";
        json.WriteStartObject();
        json.WriteString(_idName, world.Ids.Application(entry));
        json.WriteString("workflowState", stage);
        json.WriteString("workflowStateEId", StageId(stage));
        WriteDisposition(json, stage == "Rejected" ? "Not enough experience" : null, dice, isMoved: people.Change(entry).Stage is not null);
        json.WriteString("source", dice.Pick(Vocabulary.Sources, Trait.Source));
        json.WriteString("sourceType", dice.Pick(Vocabulary.SourceTypes, Trait.Source));
        json.WriteOptional("jobviteChannel", dice.Chance(0.3, Trait.Source) ? "Social <network>" : null, dice, Trait.Source);
        json.WriteMilliseconds("sentDate", people.SentAt(entry));
        json.WriteMilliseconds("lastUpdatedDate", people.UpdatedAt(entry));
        json.WriteMilliseconds("hireDate", isHired ? people.UpdatedAt(entry) : null);
        json.WriteMilliseconds("startDate", isHired ? people.UpdatedAt(entry).AddDays(30) : null);
        json.WriteString("consentStatus", dice.Pick(["Given", "Pending", "Withdrawn"], Trait.Consent));
        json.WriteBoolean("hasArtifacts", _documents.HasArtifacts(people.Owner(entry)));
        WriteEqualOpportunityData(json, dice);
        json.WriteStartArray("customField");
        json.WriteCustomField("referredBy", dice.Chance(0.2, Trait.CustomField) ? "Zoë O'Brien <zoe@example.com>" : "");
        json.WriteEndArray();
        _documents.WriteInlineResume(json, entry);
        WriteJob(json, entry, dice);
        json.WriteEndObject();
    }

    /// <summary>What may have been there before must be cleared: a field that is left out says nothing.</summary>
    private static void WriteDisposition(Utf8JsonWriter json, string? disposition, Dice dice, bool isMoved)
    {
        if (isMoved)
        {
            json.WriteString("disposition", disposition);
        }
        else
        {
            json.WriteOptional("disposition", disposition, dice, Trait.Disposition);
        }
    }

    private static string StageId(string stage)
    {
        ulong hash = 0;
        foreach (var letter in stage)
        {
            hash = Dice.Mix(hash + letter);
        }

        return string.Create(CultureInfo.InvariantCulture, $"w{hash % 10_000_000:D7}");
    }

    private static void WriteEqualOpportunityData(Utf8JsonWriter json, Dice dice)
    {
        if (dice.Chance(0.25, Trait.Gender))
        {
            json.WriteNull("gender");
            json.WriteString("race", "");
            return;
        }

        json.WriteString("gender", dice.Pick(Vocabulary.Genders, Trait.Gender));
        json.WriteString("race", dice.Pick(Vocabulary.Races, Trait.Race));
        json.WriteString("veteranStatus", dice.Pick(Vocabulary.Veterans, Trait.Veteran));
    }

    private void WriteJob(Utf8JsonWriter json, CandidateEntry entry, Dice dice)
    {
        if (world.People.Job(entry) is not { } index)
        {
            WriteNoJob(json);
            return;
        }

        var job = world.Requisitions.Dice(index);
        var (city, _, country) = job.Pick(Vocabulary.Places, Trait.City);
        json.WriteStartObject("job");
        json.WriteString(_idName, world.Ids.Job(index));
        json.WriteOptional("requisitionId", JobWriter.RequisitionId(job, index), job, Trait.Requisition);
        json.WriteString("title", world.Requisitions.Title(index));
        json.WriteString("department", job.Pick(Vocabulary.Departments, Trait.Department));
        json.WriteString("location", $"{city}, {country}");
        json.WriteString("categoryName", job.Pick(Vocabulary.Categories, Trait.Category));
        json.WriteString("company", job.Pick(Vocabulary.Subsidiaries, Trait.Subsidiary));
        json.WriteString("jobType", job.Pick(["Full-Time", "Part-Time", "Contract"], Trait.JobType));
        json.WriteString("postingType", dice.Pick(["External", "Internal"], Trait.JobType));
        var recruiter = string.Create(CultureInfo.InvariantCulture, $"recruiter{job.Below(12, Trait.Recruiter) + 1}@sandbox.example.com");
        json.WriteStartObject("primaryRecruiter");
        json.WriteString("email", recruiter);
        json.WriteEndObject();
        json.WriteStartArray("recruiters");
        json.WriteStartObject();
        json.WriteString("email", recruiter);
        json.WriteEndObject();
        json.WriteEndArray();
        if (quirks.RecordedForm)
        {
            json.WriteNull("customField");
        }

        json.WriteEndObject();
    }

    /// <summary>Recorded of a person without a job: an object whose members are all null.</summary>
    private void WriteNoJob(Utf8JsonWriter json)
    {
        if (!quirks.RecordedForm)
        {
            json.WriteNull("job");
            return;
        }

        json.WriteStartObject("job");
        json.WriteNull(_idName);
        foreach (var field in JobFields)
        {
            json.WriteNull(field);
        }

        json.WriteEndObject();
    }
}
