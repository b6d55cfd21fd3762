namespace Jobvite.Storage;

/// <summary>The lists that hand out cursors. The numbers are part of the cursors.</summary>
internal enum ListName
{
    Jobs = 1,
    Candidates = 2,
    Processes = 3,
    Runs = 4,
    Webhooks = 5,
    CandidateChanges = 6,
}
