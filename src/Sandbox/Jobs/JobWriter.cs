using System.Globalization;
using System.Text.Json;

namespace Jobvite.Sandbox;

/// <summary>Writes a requisition. Neighbours differ in which of the equivalent fields they use, as companies do.</summary>
internal sealed class JobWriter(SandboxWorld world, SandboxQuirks quirks)
{
    private readonly string _idName = quirks.CapitalIds ? "EId" : "eId";

    public void Write(Utf8JsonWriter json, int index)
    {
        json.WriteStartObject();
        WriteFields(json, index);
        json.WriteEndObject();
    }

    public void WriteFields(Utf8JsonWriter json, int index)
    {
        var dice = world.Requisitions.Dice(index);
        var change = world.Requisitions.Change(index);
        json.WriteString(_idName, world.Ids.Job(index));
        json.WriteOptional("requisitionId", RequisitionId(dice, index), dice, Trait.Requisition);
        json.WriteString("title", world.Requisitions.Title(index));
        json.WriteString(dice.Chance(0.85, Trait.Form) ? "jobState" : "status", world.Requisitions.State(index));
        json.WriteString("department", dice.Pick(Vocabulary.Departments, Trait.Department));
        json.WriteString("category", dice.Pick(Vocabulary.Categories, Trait.Category));
        json.WriteOptional("region", dice.Pick(Vocabulary.Regions, Trait.Region), dice, Trait.Region);
        json.WriteString("subsidiary", dice.Pick(Vocabulary.Subsidiaries, Trait.Subsidiary));
        WriteLocation(json, dice);
        WritePerson(json, "primaryRecruiter", "recruiter", dice, Trait.Recruiter);
        WritePerson(json, "primaryHiringManager", "manager", dice, Trait.HiringManager);
        WriteSalary(json, dice);
        json.WriteOptional("remoteType", dice.Pick(["Remote", "Hybrid", "On-site", ""], Trait.Remote), dice, Trait.Remote);
        WriteDescription(json, dice, index, change.Revision);
        json.WriteString("applyLink", $"https://jobs.example.com/sandbox/job/{world.Ids.Job(index)}/apply?a=1&b=2");
        json.WriteMilliseconds("lastUpdatedDate", world.Requisitions.UpdatedAt(index));
        json.WriteMilliseconds("sentDate", world.Requisitions.SentAt(index));
        json.WriteStartArray("customField");
        json.WriteCustomField("costCenter", dice.Below(9000, Trait.CustomField).ToString("D4", CultureInfo.InvariantCulture));
        json.WriteCustomField("hybrid<days>", dice.Chance(0.5, Trait.CustomValue) ? "2 & more" : null);
        if (change.Revision > 0)
        {
            json.WriteCustomField("revision", change.Revision.ToString(CultureInfo.InvariantCulture));
        }

        json.WriteEndArray();
    }

    public static string? RequisitionId(Dice dice, int index) => dice.Chance(0.08, Trait.Requisition)
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{2020 + dice.Below(6, Trait.Requisition)}{index:D3}{(char)('A' + dice.Below(26, Trait.CustomField))}");

    private static void WriteLocation(Utf8JsonWriter json, Dice dice)
    {
        var (city, state, country) = dice.Pick(Vocabulary.Places, Trait.City);
        json.WriteString("location", state is null ? $"{city}, {country}" : $"{city}, {state}, {country}");
        json.WriteString("locationCity", city);
        json.WriteOptional("locationState", state, dice, Trait.State);
        json.WriteString("locationCountry", country);
        if (dice.Chance(0.3, Trait.City))
        {
            json.WriteStartArray("locations");
            json.WriteStringValue($"{city}, {country}");
            json.WriteStringValue("Remote");
            json.WriteEndArray();
            return;
        }

        json.WriteStartArray("jobLocations");
        json.WriteStartObject();
        json.WriteString("city", city);
        json.WriteOptional("state", state, dice, Trait.Region);
        json.WriteString("country", country);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WritePerson(Utf8JsonWriter json, string field, string role, Dice dice, Trait trait)
    {
        var email = string.Create(CultureInfo.InvariantCulture, $"{role}{dice.Below(12, trait) + 1}@sandbox.example.com");
        switch (dice.Next((long)trait).Below(10, Trait.Form))
        {
            case 0:
                json.WriteNull(field);
                break;
            case < 7:
                json.WriteStartObject(field);
                json.WriteString("email", email);
                json.WriteString("firstName", dice.Next((long)trait).Pick(Vocabulary.FirstNames, Trait.FirstName));
                json.WriteString("lastName", dice.Next((long)trait).Pick(Vocabulary.LastNames, Trait.LastName));
                json.WriteEndObject();
                break;
            default:
                json.WriteString(field + "Email", email);
                break;
        }
    }

    private static void WriteSalary(Utf8JsonWriter json, Dice dice)
    {
        if (dice.Chance(0.3, Trait.Salary))
        {
            json.WriteNull("salary");
            return;
        }

        var least = 30_000 + (dice.Below(140, Trait.Salary) * 500);
        json.WriteStartObject("salary");
        json.WriteString("currency", dice.Pick(["USD", "EUR", "GBP", "JPY"], Trait.SalaryPeriod));
        json.WriteNumber("min", least);
        json.WriteNumber("max", least * 1.25m);
        json.WriteString("frequency", dice.Pick(["Yearly", "Hourly", "Monthly"], Trait.SalaryPeriod));
        json.WriteEndObject();
    }

    private void WriteDescription(Utf8JsonWriter json, Dice dice, int index, int revision)
    {
        if (dice.Chance(0.1, Trait.Description))
        {
            json.WriteNull("description");
            return;
        }

        json.WriteString(
            "description",
            $"""
            <h2>{System.Net.WebUtility.HtmlEncode(world.Requisitions.Title(index))}</h2>
            <p>We look for someone who is <b>curious</b> &amp; kind. You&rsquo;ll work with "real" people.</p>
            <ul><li>3&ndash;5 years of experience</li><li>Français or Deutsch a plus</li></ul>{(revision > 0 ? $"<p>Edition {revision}</p>" : "")}
            """);
    }
}
