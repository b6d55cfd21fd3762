using System.Globalization;
using System.Text.Json.Nodes;
using Jobvite.Grains.Interfaces;
using Jobvite.Storage;

namespace Jobvite.Simulation.Tests;

/// <summary>What the mirror shows, read through the same reader as REST.</summary>
internal sealed class Mirror(IRecordReader reader, string companyId)
{
    // Most records are as they were when somebody looked last.
    private readonly Dictionary<string, string> _plain = new(StringComparer.Ordinal);

    public async Task<Picture> Look()
    {
        var picture = new Picture();
        foreach (var job in await All(page => reader.ListJobs(companyId, new JobFilter { IncludeDeleted = true }, page, true, CancellationToken.None)))
        {
            Add(picture, job);
        }

        foreach (var person in await All(page => reader.ListCandidates(companyId, new CandidateFilter { IncludeDeleted = true }, page, true, CancellationToken.None)))
        {
            Add(picture, person);
        }

        foreach (var process in await All(page => reader.ListProcesses(companyId, new ProcessFilter { IncludeDeleted = true }, page, true, CancellationToken.None)))
        {
            Add(picture, process, (await reader.ListTasks(companyId, process.JobviteProcessId, 1, CancellationToken.None))!.Items);
        }

        return picture;
    }

    private static async Task<List<T>> All<T>(Func<PageRequest, Task<Page<T>>> read)
    {
        var all = new List<T>();
        string? cursor = null;
        do
        {
            var page = await read(new PageRequest(PageSize: 100, Cursor: cursor));
            all.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return all;
    }

    private static SortedDictionary<string, string?>? Open(Picture picture, string sort, string id, DateTimeOffset? deletedAt)
    {
        if (deletedAt is not { } at)
        {
            return picture.Add(sort, id);
        }

        picture.Deleted[new Key(sort, id)] = at;
        return null;
    }

    private void Add(Picture picture, JobView job)
    {
        if (Open(picture, "job", job.JobviteJobId, job.DeletedAt) is not { } fields)
        {
            return;
        }

        fields["requisitionId"] = job.RequisitionId;
        fields["title"] = job.Title;
        fields["department"] = job.Department;
        fields["category"] = job.Category;
        fields["location"] = job.LocationMain;
        fields["region"] = job.Region;
        fields["subsidiary"] = job.Subsidiary;
        fields["remoteType"] = job.RemoteType;
        fields["status"] = job.Status;
        fields["primaryRecruiterEmail"] = job.PrimaryRecruiterEmail;
        fields["primaryHiringManagerEmail"] = job.PrimaryHiringManagerEmail;
        fields["salary.currency"] = job.SalaryCurrency;
        fields["salary.min"] = job.SalaryMin?.ToString("0.00", CultureInfo.InvariantCulture);
        fields["salary.max"] = job.SalaryMax?.ToString("0.00", CultureInfo.InvariantCulture);
        fields["salary.frequency"] = job.SalaryFrequency;
        fields["candidateCount"] = job.CandidateCount.ToString(CultureInfo.InvariantCulture);
        fields["raw"] = Raw(job.RawJson);
    }

    private void Add(Picture picture, CandidateView person)
    {
        if (Open(picture, "person", person.JobviteCandidateId, person.DeletedAt) is not { } fields)
        {
            return;
        }

        fields["email"] = person.Email;
        fields["firstName"] = person.FirstName;
        fields["lastName"] = person.LastName;
        fields["mobile"] = person.Mobile;
        fields["homePhone"] = person.HomePhone;
        fields["workPhone"] = person.WorkPhone;
        fields["address"] = person.Address;
        fields["address2"] = person.Address2;
        fields["city"] = person.City;
        fields["state"] = person.State;
        fields["postalCode"] = person.PostalCode;
        fields["country"] = person.Country;
        fields["location"] = person.Location;
        fields["title"] = person.Title;
        fields["companyName"] = person.CompanyName;
        fields["workStatus"] = person.WorkStatus;
        fields["smsConsent"] = person.SmsConsent;
        fields["personalDataProcessingStatus"] = person.PersonalDataProcessingStatus;
        fields["applications"] = string.Join(',', person.Applications.Select(static each => each.ApplicationId).Order(StringComparer.Ordinal));
        fields["raw"] = Raw(person.RawJson!);
        foreach (var application in person.Applications)
        {
            Add(picture, person.JobviteCandidateId, application);
        }
    }

    private static void Add(Picture picture, string personId, ApplicationView application)
    {
        var fields = picture.Add("application", application.ApplicationId);
        fields["person"] = personId;
        fields["workflowState"] = application.WorkflowState;
        fields["workflowStateEId"] = application.WorkflowStateId;
        fields["disposition"] = application.Disposition;
        fields["source"] = application.Source;
        fields["sourceType"] = application.SourceType;
        fields["jobviteChannel"] = application.JobviteChannel;
        fields["consentStatus"] = application.ConsentStatus;
        fields["hasArtifacts"] = application.HasArtifacts switch { true => "true", false => "false", null => null };
        fields["sentDate"] = Judge.Milliseconds(application.SentDate);
        fields["lastUpdatedDate"] = Judge.Milliseconds(application.LastUpdatedDate);
        fields["hireDate"] = application.HireDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        fields["startDate"] = application.StartDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        fields["job"] = application.JobviteJobId;
    }

    private void Add(Picture picture, ProcessView process, IReadOnlyList<TaskView> tasks)
    {
        if (Open(picture, "process", process.JobviteProcessId, process.DeletedAt) is not { } fields)
        {
            return;
        }

        fields["candidateId"] = process.JobviteCandidateId;
        fields["newHireId"] = process.JobviteNewHireId;
        fields["status"] = process.Status;
        fields["hireDate"] = process.HireDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        fields["kickoffDate"] = Judge.Milliseconds(process.KickoffDate);
        fields["milestones"] = process.MilestoneStatus is { } milestones ? JsonNode.Parse(milestones)!.ToJsonString() : null;
        fields["tasks"] = string.Join(',', process.TasksSummary.Select(static each => $"{each.Key}={each.Value}").Order(StringComparer.Ordinal));
        fields["raw"] = Raw(process.RawJson);
        foreach (var task in tasks)
        {
            if (Open(picture, "task", task.JobviteTaskId, task.DeletedAt) is { } own)
            {
                own["process"] = process.JobviteProcessId;
                own["name"] = task.Name;
                own["type"] = task.Type;
                own["status"] = task.Status;
                own["dueDate"] = Judge.Milliseconds(task.DueDate);
                own["raw"] = Raw(task.RawJson);
            }
        }
    }

    private string Raw(string? json)
    {
        if (json is null)
        {
            return "{}";
        }

        if (!_plain.TryGetValue(json, out var plain))
        {
            var record = JsonNode.Parse(json)!.AsObject();
            if (record["applications"] is JsonArray own)
            {
                record["applications"] = new JsonArray([.. own.OrderBy(static each => (string?)(each!["eId"] ?? each["EId"]), StringComparer.Ordinal).Select(static each => each!.DeepClone())]);
            }

            _plain[json] = plain = Judge.Plain(record);
        }

        return plain;
    }
}
