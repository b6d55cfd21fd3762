using System.Text.Json;

namespace Jobvite.Client;

/// <summary>Reads records back from the <c>RawJson</c> they were stored with. Everything in the text counts, EEO fields included:
/// what was not to be kept is no longer in it.</summary>
public static class JobviteRecords
{
    /// <summary>A requisition.</summary>
    /// <exception cref="FormatException">The text is no JSON object, is nested too deeply, or has no id.</exception>
    public static JobviteJob ParseJob(string rawJson) => Parse(rawJson, static record => JobRecord.Parse(record, true));

    /// <summary>A person; without applications unless the text has them.</summary>
    /// <exception cref="FormatException">The text is no JSON object, is nested too deeply, or has no id.</exception>
    public static JobviteCandidate ParseCandidate(string rawJson) => Parse(rawJson, static record => CandidateRecord.Parse(record, true, []));

    /// <summary>An application.</summary>
    /// <exception cref="FormatException">The text is no JSON object, is nested too deeply, or has no id.</exception>
    public static JobviteApplication ParseApplication(string rawJson) => Parse(rawJson, static record => ApplicationRecord.Parse(record, true));

    /// <summary>An onboarding process.</summary>
    /// <exception cref="FormatException">The text is no JSON object, is nested too deeply, or has no id.</exception>
    public static JobviteProcess ParseProcess(string rawJson) => Parse(rawJson, static record => OnboardingRecord.Process(record, true));

    /// <summary>An onboarding task.</summary>
    /// <exception cref="FormatException">The text is no JSON object, is nested too deeply, or has no id.</exception>
    public static JobviteTask ParseTask(string rawJson) => Parse(rawJson, static record => OnboardingRecord.Task(record, true));

    private static T Parse<T>(string rawJson, Func<JsonElement, T> read)
    {
        ArgumentNullException.ThrowIfNull(rawJson);
        try
        {
            using var document = JsonDocument.Parse(UnicodeRepair.Of(rawJson));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? read(document.RootElement)
                : throw new FormatException("The record is not a JSON object.");
        }
        catch (JsonException)
        {
            // The inner exception would quote the record.
            throw new FormatException("The record is not valid JSON of at most 64 levels.");
        }
    }
}
