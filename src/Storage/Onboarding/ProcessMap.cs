using System.Data.Common;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>Makes onboarding processes of rows.</summary>
internal static class ProcessMap
{
    public const string Columns = """
        id, jobvite_id, new_hire_id, candidate_id, status, hire_date, kickoff_date, milestones, created_at, updated_at, deleted_at,
        read_at
        """;

    public static ProcessView View(DbDataReader row) => new()
    {
        Id = row.Id(),
        JobviteProcessId = row.RequiredText("jobvite_id"),
        JobviteNewHireId = row.Text("new_hire_id"),
        JobviteCandidateId = row.Text("candidate_id"),
        Status = row.Text("status"),
        HireDate = row.OptionalDate("hire_date"),
        KickoffDate = row.OptionalTime("kickoff_date"),
        MilestoneStatus = row.Text("milestones"),
        CreatedAt = row.Time("created_at"),
        UpdatedAt = row.Time("updated_at"),
        DeletedAt = row.OptionalTime("deleted_at"),
        RawJson = row.Text("raw_json"),
        ReadAt = row.Time("read_at"),
    };
}

/// <summary>Makes onboarding tasks of rows.</summary>
internal static class TaskMap
{
    /// <summary>Tasks of one process on a page: more than nearly any has.</summary>
    public const int PageSize = 1000;

    public const string Columns = "id, jobvite_id, name, type, status, due_date, created_at, updated_at, deleted_at, raw_json";

    public static TaskView View(DbDataReader row) => new()
    {
        Id = row.Id(),
        JobviteTaskId = row.RequiredText("jobvite_id"),
        Name = row.Text("name"),
        Type = row.Text("type"),
        Status = row.Text("status"),
        DueDate = row.OptionalTime("due_date"),
        CreatedAt = row.Time("created_at"),
        UpdatedAt = row.Time("updated_at"),
        DeletedAt = row.OptionalTime("deleted_at"),
        RawJson = row.Text("raw_json"),
    };
}
