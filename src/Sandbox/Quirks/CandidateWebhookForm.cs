namespace Jobvite.Sandbox;

/// <summary>The bodies that Jobvite's candidate webhooks have been seen with.</summary>
public enum CandidateWebhookForm
{
    /// <summary>With <c>eventType</c>, <c>candidateId</c>, <c>applicationId</c>, <c>jobId</c>.</summary>
    WorkflowUpdate,

    /// <summary>With <c>url</c>, <c>id</c>, <c>applicationId</c>, <c>oldValue</c>, <c>newValue</c>, <c>date</c>.</summary>
    StageChange,

    /// <summary>As a production integrator gets it: exactly <c>eventType</c>, <c>url</c>, <c>id</c>, <c>applicationId</c>, <c>oldValue</c>,
    /// <c>newValue</c>, <c>date</c>, and the <c>id</c> is not the candidate's.</summary>
    RecordedStageChange,

    /// <summary>With <c>eventType</c> and <c>applicationId</c> alone.</summary>
    ApplicationOnly,
}
