using System.Globalization;
using System.Text.Json;

namespace Jobvite.Sandbox;

/// <summary>Writes one entry of the candidate list: the person and one application (or all, in the old form).</summary>
internal sealed class CandidateWriter(SandboxWorld world, SandboxQuirks quirks)
{
    private readonly string _idName = quirks.CapitalIds ? "EId" : "eId";
    private readonly ApplicationWriter _applications = new(world, quirks);
    private readonly DocumentWriter _documents = new(world.People, quirks);

    public void Write(Utf8JsonWriter json, CandidateEntry entry)
    {
        json.WriteStartObject();
        WriteFields(json, entry);
        json.WriteEndObject();
    }

    public void WriteFields(Utf8JsonWriter json, CandidateEntry entry)
    {
        var person = world.People.Owner(entry);
        var dice = world.People.Dice(person);
        var change = world.People.Change(person);
        json.WriteString(_idName, world.Ids.Candidate(person));
        if (change.Erased)
        {
            WriteErased(json);
        }
        else
        {
            json.WriteString("firstName", change.Person?.FirstName ?? dice.Pick(Vocabulary.FirstNames, Trait.FirstName));
            json.WriteString("lastName", change.Person?.LastName ?? dice.Pick(Vocabulary.LastNames, Trait.LastName));
            json.WriteOptional("email", EmailOf(world.People, person), dice, Trait.Email);
            WriteContact(json, dice, change);
        }

        json.WriteString("title", dice.Pick(Vocabulary.JobTitles, Trait.Title));
        json.WriteOptional("companyName", dice.Chance(0.2, Trait.Employer) ? null : dice.Pick(Vocabulary.Employers, Trait.Employer), dice, Trait.Employer);
        json.WriteOptional("workStatus", dice.Pick(["Citizen", "Visa", "Permanent Resident", ""], Trait.WorkStatus), dice, Trait.WorkStatus);
        json.WriteBoolean("smsConsent", dice.Chance(0.5, Trait.Consent));
        json.WriteString("personalDataProcessingStatus", dice.Pick(Vocabulary.Processing, Trait.Processing));
        WriteEducation(json, dice);
        WriteExperience(json, dice);
        WriteCustomFields(json, dice, change.Revision);
        WriteApplications(json, entry);
        _documents.WriteInlineArtifacts(json, person);
    }

    private static void WriteErased(Utf8JsonWriter json)
    {
        json.WriteString("firstName", "Erased");
        foreach (var field in (string[])["lastName", "email", "mobile", "homePhone", "workPhone", "address", "address2", "city", "state", "postalCode", "country", "location"])
        {
            json.WriteNull(field);
        }
    }

    /// <summary>As the record has it; null of a person who has none.</summary>
    public static string? EmailOf(People people, int index)
    {
        var dice = people.Dice(index);
        return people.Change(index) is { Erased: false, Person: { } person } ? person.Email : people.Change(index).Erased || dice.Chance(0.04, Trait.Email) ? null : Email(dice, index);
    }

    private static string Email(Dice dice, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"person{index}@{dice.Pick(["example.com", "example.net", "mail.example.org"], Trait.EmailHost)}");

    private static string Phone(Dice dice, Trait trait) =>
        string.Create(CultureInfo.InvariantCulture, $"+1 (555) {dice.Below(900, trait) + 100}-{dice.Below(9000, trait) + 1000}");

    private void WriteContact(Utf8JsonWriter json, Dice dice, CandidateChange change)
    {
        json.WriteString("mobile", change.Person?.Mobile ?? Phone(dice.Next(change.Revision), Trait.Mobile));
        json.WriteOptional("homePhone", dice.Chance(0.6, Trait.HomePhone) ? null : Phone(dice, Trait.HomePhone), dice, Trait.HomePhone);
        json.WriteString("workPhone", dice.Chance(0.7, Trait.WorkPhone) ? "" : Phone(dice, Trait.WorkPhone));
        var (city, state, country) = dice.Pick(Vocabulary.Places, Trait.City);
        json.WriteString("address", $"{dice.Below(900, Trait.Street) + 1} {dice.Pick(Vocabulary.Streets, Trait.Street)}");
        json.WriteOptional("address2", dice.Chance(0.2, Trait.City) ? "Apt. #4 \"rear\"" : null, dice, Trait.Street);
        json.WriteString("city", city);
        json.WriteOptional("state", state, dice, Trait.State);
        json.WriteString("postalCode", dice.Below(90_000, Trait.PostalCode).ToString("D5", CultureInfo.InvariantCulture));
        json.WriteString("country", country);
        json.WriteString("location", quirks.RecordedForm ? ",  United States" : $"{city}, {country}");
    }

    private static void WriteEducation(Utf8JsonWriter json, Dice dice)
    {
        json.WriteStartArray("education");
        for (var ordinal = 0; ordinal < dice.Below(3, Trait.Education); ordinal++)
        {
            var nth = dice.Next(ordinal);
            json.WriteStartObject();
            json.WriteString("school", nth.Pick(Vocabulary.Schools, Trait.Education));
            json.WriteString("degree", nth.Pick(Vocabulary.Degrees, Trait.Education));
            json.WriteString("major", nth.Pick(Vocabulary.Categories, Trait.Category));
            json.WriteNull("endDate");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteExperience(Utf8JsonWriter json, Dice dice)
    {
        json.WriteStartArray("workExperience");
        for (var ordinal = 0; ordinal < dice.Below(4, Trait.Experience); ordinal++)
        {
            var nth = dice.Next(ordinal + 10);
            json.WriteStartObject();
            json.WriteString("companyName", nth.Pick(Vocabulary.Employers, Trait.Employer));
            json.WriteString("title", nth.Pick(Vocabulary.JobTitles, Trait.Title));
            json.WriteBoolean("current", ordinal == 0);
            json.WriteOptional("summary", nth.Chance(0.5, Trait.Experience) ? "Did <things> & \"stuff\"\nfor customers" : null, nth, Trait.Experience);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteCustomFields(Utf8JsonWriter json, Dice dice, int revision)
    {
        json.WriteStartArray("customField");
        if (dice.Chance(0.5, Trait.CustomField))
        {
            json.WriteCustomField("t_shirt_size", dice.Pick(["S", "M", "L", ""], Trait.CustomValue));
            json.WriteCustomField("préférences", dice.Chance(0.5, Trait.CustomValue) ? "thé & café" : null);
        }

        if (revision > 0)
        {
            json.WriteCustomField("revision", revision.ToString(CultureInfo.InvariantCulture));
        }

        json.WriteEndArray();
    }

    private void WriteApplications(Utf8JsonWriter json, CandidateEntry entry)
    {
        if (!quirks.ApplicationsAsList)
        {
            json.WritePropertyName("application");
            WriteApplication(json, entry);
            return;
        }

        json.WriteStartArray("applications");
        foreach (var own in world.People.EntriesOf(world.People.Owner(entry)).Where(static own => own.HasApplication))
        {
            _applications.Write(json, own);
        }

        json.WriteEndArray();
    }

    private void WriteApplication(Utf8JsonWriter json, CandidateEntry entry)
    {
        if (entry.HasApplication)
        {
            _applications.Write(json, entry);
        }
        else
        {
            json.WriteNullValue();
        }
    }
}
