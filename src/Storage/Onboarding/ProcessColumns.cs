namespace Jobvite.Storage;

/// <summary>How an onboarding process is written, and each of its tasks.</summary>
internal static class ProcessColumns
{
    public static readonly RecordColumns<ProcessRow> Processes = new RecordColumns<ProcessRow>("onboarding_processes")
        .Text("new_hire_id", row => row.NewHireId)
        .Text("candidate_id", row => row.CandidateId)
        .Text("status", row => row.Status)
        .Date("hire_date", row => row.HireDate)
        .Time("kickoff_date", row => row.KickoffDate)
        .Text("milestones", row => row.Milestones);

    /// <summary>The owner is the process.</summary>
    public static readonly RecordColumns<TaskRow> Tasks = new RecordColumns<TaskRow>("onboarding_tasks")
        .Owner("process_id")
        .Text("name", row => row.Name)
        .Text("type", row => row.Type)
        .Text("status", row => row.Status)
        .Time("due_date", row => row.DueDate);
}
