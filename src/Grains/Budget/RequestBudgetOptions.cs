using System.ComponentModel.DataAnnotations;

namespace Jobvite.Grains.Budget;

/// <summary>
/// How many requests may be sent with one API key. Jobvite publishes no limits; the defaults are what an integration vendor documents,
/// and a customer's contract may differ.
/// </summary>
internal sealed class RequestBudgetOptions
{
    public const string Section = "Jobvite:RequestBudget";

    /// <summary>Requests in any 60 seconds, all endpoints together.</summary>
    [Range(1, 100_000, ErrorMessage = "Set Jobvite__RequestBudget__PerMinute to a whole number from 1 to 100000 (default 15).")]
    public int PerMinute { get; set; } = 15;

    /// <summary>Requests in any 60 minutes, all endpoints together.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Set Jobvite__RequestBudget__PerHour to a whole number from 1 to 1000000 (default 850).")]
    public int PerHour { get; set; } = 850;

    /// <summary>Candidate requests from one Pacific midnight to the next.</summary>
    [Range(1, 10_000_000, ErrorMessage = "Set Jobvite__RequestBudget__CandidatesPerDay to a whole number from 1 to 10000000 (default 20000).")]
    public int CandidatesPerDay { get; set; } = 20_000;

    /// <summary>Requisition requests from one Pacific midnight to the next.</summary>
    [Range(1, 10_000_000, ErrorMessage = "Set Jobvite__RequestBudget__RequisitionsPerDay to a whole number from 1 to 10000000 (default 500).")]
    public int RequisitionsPerDay { get; set; } = 500;

    /// <summary>Requests in any 60 seconds that a tenant may spend on trying credentials that are not stored; a try takes two or three.</summary>
    [Range(1, 100_000, ErrorMessage = "Set Jobvite__RequestBudget__TrialsPerMinute to a whole number from 1 to 100000 (default 10).")]
    public int TrialsPerMinute { get; set; } = 10;

    /// <summary>The same in any 60 minutes.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Set Jobvite__RequestBudget__TrialsPerHour to a whole number from 1 to 1000000 (default 60).")]
    public int TrialsPerHour { get; set; } = 60;
}
