using System.Text.Json;

namespace Jobvite.Client;

internal static class CandidateRecord
{
    /// <summary>Reads a person with the applications in the entry. An application without an id is left out and named in
    /// <paramref name="problems"/>: the person is worth more than nothing.</summary>
    public static JobviteCandidate Parse(JsonElement record, bool keepEeoData, List<string> problems)
    {
        using var fields = new RecordFields(record);
        var id = fields.Id("eId", "EId", "id", "candidateId") ?? throw new FormatException("The candidate has no usable id (eId).");
        var applications = new List<JobviteApplication>();
        var documents = new List<JobviteDocumentList>();
        DocumentRecord.CollectInline(fields, null, documents);
        foreach (var item in ApplicationsOf(fields))
        {
            using var application = new RecordFields(item);
            if (ApplicationRecord.Id(application) is not { } applicationId)
            {
                problems.Add("An application of this candidate has no usable id (eId) and was left out.");
                continue;
            }

            applications.Add(ApplicationRecord.Parse(item, application, keepEeoData));
            DocumentRecord.CollectInline(application, applicationId, documents);
        }

        if (applications.Count == 0 && fields.Member("artifacts", JsonValueKind.Null) is not null)
        {
            // With applications it is theirs to say whether there are artifacts to be fetched; here a null is all that will ever be said.
            documents.Add(new JobviteDocumentList(JobviteDocumentScope.PersonArtifacts, null, []));
        }

        return new JobviteCandidate
        {
            Id = id,
            FirstName = fields.Text("firstName"),
            LastName = fields.Text("lastName"),
            Email = fields.Text("email"),
            Mobile = fields.Text("mobile"),
            HomePhone = fields.Text("homePhone"),
            WorkPhone = fields.Text("workPhone"),
            Address = fields.Text("address"),
            Address2 = fields.Text("address2"),
            City = fields.Text("city"),
            State = fields.Text("state"),
            PostalCode = fields.Text("postalCode"),
            Country = fields.Text("country"),
            Location = fields.Text("location"),
            Title = fields.Text("title"),
            CompanyName = fields.Text("companyName"),
            WorkStatus = fields.Text("workStatus"),
            SmsConsent = JsonFields.ParseConsent(fields.Text("smsConsent")),
            PersonalDataProcessingStatus = fields.Text("personalDataProcessingStatus"),
            LastUpdated = Latest(fields.Date("lastUpdatedDate"), applications),
            Applications = applications,
            DocumentLists = documents,
            CustomFields = EeoData.Filter(fields.CustomFields(), keepEeoData),
            RawJson = RawRecord.Write(record, keepEeoData, "application", "applications"),
        };
    }

    private static List<JsonElement> ApplicationsOf(RecordFields record)
    {
        if (record.TryGet("application", out var one) && one.ValueKind is not JsonValueKind.Null)
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
