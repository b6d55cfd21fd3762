using System.Text.Json;

namespace Jobvite.Client;

internal static class ApplicationRecord
{
    public static string? Id(RecordFields record) => record.Id("eId", "EId", "id", "applicationId");

    public static JobviteApplication Parse(JsonElement record, bool keepEeoData)
    {
        using var fields = new RecordFields(record);
        return Parse(record, fields, keepEeoData);
    }

    /// <param name="json">The application.</param>
    /// <param name="record">Its fields.</param>
    /// <param name="keepEeoData">Whether EEO fields are read and stay.</param>
    public static JobviteApplication Parse(JsonElement json, RecordFields record, bool keepEeoData)
    {
        using var job = new RecordFields(record.Member("job", JsonValueKind.Object) ?? default);
        return new JobviteApplication
        {
            Id = Id(record) ?? throw new FormatException("The application has no usable id (eId)."),
            WorkflowState = record.Text("workflowState"),
            WorkflowStateId = record.Text("workflowStateEId", "workflowStateId"),
            Disposition = record.Text("disposition"),
            Source = record.Text("source"),
            SourceType = record.Text("sourceType"),
            JobviteChannel = record.Text("jobviteChannel"),
            SentDate = record.Date("sentDate"),
            LastUpdated = record.Date("lastUpdatedDate"),
            HireDate = record.Day("hireDate"),
            StartDate = record.Day("startDate"),
            ConsentStatus = record.Text("consentStatus"),
            HasArtifacts = record.Flag("hasArtifacts"),
            JobId = job.Id("eId", "EId", "id", "jobId") ?? record.Id("jobId"),
            CustomFields = EeoData.Filter(record.CustomFields(), keepEeoData),
            RawJson = RawRecord.Write(json, keepEeoData),
        };
    }
}
