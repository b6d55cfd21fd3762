using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>Who did what, when, from where, and how it ended.</summary>
/// <param name="Id">The line's id.</param>
/// <param name="At">When.</param>
/// <param name="Action">What, such as configure, document.download or record.readRaw.</param>
/// <param name="Actor">Who.</param>
/// <param name="Address">The address that the request came from; null of lines from before it was noted.</param>
/// <param name="Subject">The id of what it was done to; null when it was the company as a whole, or several records.</param>
/// <param name="Details">A line for each setting, with from and to, of secrets only that they changed; or what else is to be known.</param>
/// <param name="Outcome">success, started, refused, failed or unknown.</param>
public sealed record AuditItem(Guid Id, DateTime At, string Action, AuditActor Actor, string? Address, string? Subject, string? Details, string Outcome)
{
    internal static AuditItem Of(AuditView line) => new(
        line.Id, line.At.UtcDateTime, line.Action, new AuditActor(line.Sub, line.Email, line.TokenId), line.Address, line.Subject, line.Details, line.Outcome);
}

/// <summary>Whose token it was.</summary>
/// <param name="Sub">Its claim sub.</param>
/// <param name="Email">Its claim email.</param>
/// <param name="TokenId">Its claim jti.</param>
public sealed record AuditActor(string? Sub, string? Email, string? TokenId);
