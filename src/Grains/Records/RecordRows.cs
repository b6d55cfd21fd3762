using System.Text.Json;
using Jobvite.Client;
using Jobvite.Storage;

namespace Jobvite.Grains.Records;

/// <summary>Jobvite's records as rows.</summary>
internal static class RecordRows
{
    public static JobRow From(JobviteJob job) => new()
    {
        Id = job.Id,
        SourceUpdatedAt = job.LastUpdated,
        RawJson = job.RawJson,
        RequisitionId = job.RequisitionId,
        Title = job.Title,
        Status = job.Status,
        Department = job.Department,
        Category = job.Category,
        PrimaryRecruiterEmail = job.PrimaryRecruiterEmail,
        PrimaryHiringManagerEmail = job.PrimaryHiringManagerEmail,
        LocationMain = job.Location,
        Region = job.Region,
        Subsidiary = job.Subsidiary,
        SalaryCurrency = job.SalaryCurrency,
        SalaryMin = job.SalaryMin,
        SalaryMax = job.SalaryMax,
        SalaryFrequency = job.SalaryFrequency,
        RemoteType = job.RemoteType,
        Places = [.. PlacesOf(job).OfType<string>()],
        CustomFields = FieldsOf(job.CustomFields),
    };

    /// <summary>The person alone, without applications and documents.</summary>
    public static CandidateRow FromPerson(JobviteCandidate candidate) => new()
    {
        Id = candidate.Id,
        SourceUpdatedAt = candidate.LastUpdated,
        RawJson = candidate.RawJson,
        Email = candidate.Email,
        FirstName = candidate.FirstName,
        LastName = candidate.LastName,
        Mobile = candidate.Mobile,
        HomePhone = candidate.HomePhone,
        WorkPhone = candidate.WorkPhone,
        Address = candidate.Address,
        Address2 = candidate.Address2,
        City = candidate.City,
        State = candidate.State,
        PostalCode = candidate.PostalCode,
        Country = candidate.Country,
        Location = candidate.Location,
        Title = candidate.Title,
        CompanyName = candidate.CompanyName,
        WorkStatus = candidate.WorkStatus,
        SmsConsent = candidate.SmsConsent,
        PersonalDataProcessingStatus = candidate.PersonalDataProcessingStatus,
        CustomFields = FieldsOf(candidate.CustomFields),
    };

    public static ApplicationRow From(JobviteApplication application) => new()
    {
        Id = application.Id,
        SourceUpdatedAt = application.LastUpdated,
        RawJson = application.RawJson,
        JobId = application.JobId,
        WorkflowState = application.WorkflowState,
        WorkflowStateId = application.WorkflowStateId,
        Disposition = application.Disposition,
        Source = application.Source,
        SourceType = application.SourceType,
        JobviteChannel = application.JobviteChannel,
        SentDate = application.SentDate,
        LastUpdatedDate = application.LastUpdated,
        HireDate = Midnight(application.HireDate),
        StartDate = Midnight(application.StartDate),
        ConsentStatus = application.ConsentStatus,
        HasArtifacts = application.HasArtifacts,
        CustomFields = FieldsOf(application.CustomFields),
    };

    public static ProcessRow From(JobviteProcess process) => new()
    {
        Id = process.Id,
        SourceUpdatedAt = process.LastUpdated,
        RawJson = process.RawJson,
        NewHireId = process.NewHireId,
        CandidateId = process.CandidateId,
        Status = process.Status,
        HireDate = process.HireDate,
        KickoffDate = process.KickoffDate,
        Milestones = process.MilestonesJson,
    };

    /// <param name="task">The task.</param>
    /// <param name="processId">Which process it belongs to, where the task itself does not say.</param>
    public static TaskRow From(JobviteTask task, string processId) => new()
    {
        Id = task.Id,
        SourceUpdatedAt = task.LastUpdated,
        RawJson = task.RawJson,
        ProcessId = task.ProcessId ?? processId,
        Name = task.Name,
        Type = task.Type,
        Status = task.Status,
        DueDate = task.DueDate,
    };

    // A day is stored, and shown, as midnight UTC (docs/adr/0026).
    private static DateTimeOffset? Midnight(DateOnly? day) => day is { } one ? new DateTimeOffset(one, TimeOnly.MinValue, TimeSpan.Zero) : null;

    private static IEnumerable<string?> PlacesOf(JobviteJob job) =>
        [job.LocationCity, job.LocationState, job.LocationCountry, .. job.Locations.SelectMany(place => new[] { place.Text, place.City, place.State, place.Country })];

    /// <summary>Those with a value; a code that comes twice has its last one.</summary>
    private static string? FieldsOf(IReadOnlyList<JobviteCustomField> fields)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            if (field.Value is { } value)
            {
                values[field.FieldCode] = value;
            }
        }

        return values.Count == 0 ? null : JsonSerializer.Serialize(values);
    }
}
