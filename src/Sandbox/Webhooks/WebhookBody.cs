using System.Buffers;
using System.Text.Json;

namespace Jobvite.Sandbox;

/// <summary>The bodies of webhooks.</summary>
internal static class WebhookBody
{
    public static byte[] WorkflowUpdate(WorldChange change) => Write(json =>
    {
        json.WriteString("eventType", "workflowUpdate");
        json.WriteString("candidateId", change.CandidateId);
        json.WriteString("applicationId", change.ApplicationId);
        json.WriteString("jobId", change.JobId);
    });

    public static byte[] StageChange(WorldChange change, Uri baseAddress) => Write(json =>
    {
        json.WriteString("url", new Uri(baseAddress, $"/api/v2/candidate/{change.CandidateId}").AbsoluteUri);
        json.WriteString("id", change.CandidateId);
        json.WriteString("applicationId", change.ApplicationId);
        json.WriteString("oldValue", change.OldStage);
        json.WriteString("newValue", change.NewStage);
        json.WriteNumber("date", change.At.ToUnixTimeMilliseconds());
    });

    public static byte[] RecordedStageChange(WorldChange change, Uri baseAddress) => Write(json =>
    {
        json.WriteString("eventType", "workflowUpdate");
        json.WriteString("url", new Uri(baseAddress, "/api/v2/candidate").AbsoluteUri);
        json.WriteString("id", $"e{change.ApplicationId}{change.At.ToUnixTimeMilliseconds()}");
        json.WriteString("applicationId", change.ApplicationId);
        json.WriteString("oldValue", change.OldStage);
        json.WriteString("newValue", change.NewStage);
        json.WriteNumber("date", change.At.ToUnixTimeMilliseconds());
    });

    public static byte[] ApplicationOnly(WorldChange change) => Write(json =>
    {
        json.WriteString("eventType", "workflowUpdate");
        json.WriteString("applicationId", change.ApplicationId);
    });

    public static byte[] JobUpdate(WorldChange change) => Write(json =>
    {
        json.WriteString("eventType", "jobUpdate");
        json.WriteString("jobId", change.JobId);
    });

    public static byte[] ProcessUpdate(WorldChange change) => Write(json =>
    {
        json.WriteString("eventType", "processUpdate");
        json.WriteString("processId", change.ProcessId);
    });

    private static byte[] Write(Action<Utf8JsonWriter> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
