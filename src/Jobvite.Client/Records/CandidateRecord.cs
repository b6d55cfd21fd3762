using System.Text.Json;

namespace Jobvite.Client;

internal static class CandidateRecord
{
    /// <summary>Reads a person with the applications in the entry. An application without an id is left out and named in
    /// <paramref name="problems"/>: the person is worth more than nothing.</summary>
    public static JobviteCandidate Parse(JsonElement record, bool keepEeoData, List<string> problems)
    {
        var id = record.Id("eId", "EId", "id", "candidateId") ?? throw new FormatException("The candidate has no usable id (eId).");
        var applications = new List<JobviteApplication>();
        var documents = new List<JobviteDocument>();
        DocumentRecord.CollectInline(record, null, documents);
        foreach (var item in ApplicationsOf(record))
        {
            if (item.ValueKind != JsonValueKind.Object || ApplicationRecord.Id(item) is not { } applicationId)
            {
                problems.Add("An application of this candidate has no usable id (eId) and was left out.");
                continue;
            }

            applications.Add(ApplicationRecord.Parse(item, keepEeoData));
            DocumentRecord.CollectInline(item, applicationId, documents);
        }

        return new JobviteCandidate
        {
            Id = id,
            FirstName = record.Text("firstName"),
            LastName = record.Text("lastName"),
            Email = record.Text("email"),
            Mobile = record.Text("mobile"),
            HomePhone = record.Text("homePhone"),
            WorkPhone = record.Text("workPhone"),
            Address = record.Text("address"),
            Address2 = record.Text("address2"),
            City = record.Text("city"),
            State = record.Text("state"),
            PostalCode = record.Text("postalCode"),
            Country = record.Text("country"),
            Location = record.Text("location"),
            Title = record.Text("title"),
            CompanyName = record.Text("companyName"),
            WorkStatus = record.Text("workStatus"),
            SmsConsent = record.Text("smsConsent"),
            PersonalDataProcessingStatus = record.Text("personalDataProcessingStatus"),
            Gender = keepEeoData ? record.Text("gender") : null,
            Race = keepEeoData ? record.Text("race") : null,
            VeteranStatus = keepEeoData ? record.Text("veteranStatus") : null,
            LastUpdated = Latest(record.Date("lastUpdatedDate"), applications),
            Applications = applications,
            Documents = documents,
            CustomFields = record.CustomFields(),
            RawJson = RawRecord.Write(record, keepEeoData, "application", "applications"),
        };
    }

    private static List<JsonElement> ApplicationsOf(JsonElement record)
    {
        if (record.TryGetProperty("application", out var one) && one.ValueKind is not JsonValueKind.Null)
        {
            return one.ValueKind == JsonValueKind.Array ? [.. one.EnumerateArray()] : [one];
        }

        return record.Member("applications", JsonValueKind.Array) is { } many ? [.. many.EnumerateArray()] : [];
    }

    private static DateTimeOffset? Latest(DateTimeOffset? own, List<JobviteApplication> applications)
    {
        var latest = own;
        foreach (var application in applications)
        {
            latest = latest is null || application.LastUpdated > latest ? application.LastUpdated ?? latest : latest;
        }

        return latest;
    }
}
