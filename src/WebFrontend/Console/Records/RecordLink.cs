namespace Jobvite.WebFrontend.Console.Records;

/// <summary>Where a record is shown. Ids are Jobvite's and may hold anything.</summary>
internal static class RecordLink
{
    public static string Job(string id) => $"/jobs/{Uri.EscapeDataString(id)}";

    public static string Candidate(string id) => $"/candidates/{Uri.EscapeDataString(id)}";

    public static string Process(string id) => $"/onboarding/{Uri.EscapeDataString(id)}";

    public static string Webhook(Guid id) => $"/webhooks/{id}";

    public static string Document(string candidateId, Guid id) => $"{Candidate(candidateId)}/documents/{id}";
}
