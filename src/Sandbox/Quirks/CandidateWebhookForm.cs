namespace Jobvite.Sandbox;

/// <summary>The two bodies that Jobvite's candidate webhooks have been seen with.</summary>
public enum CandidateWebhookForm
{
    /// <summary>With <c>eventType</c>, <c>candidateId</c>, <c>applicationId</c>, <c>jobId</c>.</summary>
    WorkflowUpdate,

    /// <summary>With <c>url</c>, <c>id</c>, <c>applicationId</c>, <c>oldValue</c>, <c>newValue</c>, <c>date</c>.</summary>
    StageChange,
}
