namespace Jobvite.Grains.Interfaces;

/// <summary>One line of the audit trail.</summary>
[GenerateSerializer, Alias("jv.AuditView"), Immutable]
public sealed record AuditView
{
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required DateTimeOffset At { get; init; }

    /// <summary>One of <see cref="AuditActions"/>.</summary>
    [Id(2)] public required string Action { get; init; }

    /// <summary>Claim <c>sub</c> of whoever did it.</summary>
    [Id(3)] public string? Sub { get; init; }

    /// <summary>Claim <c>email</c>.</summary>
    [Id(4)] public string? Email { get; init; }

    /// <summary>Claim <c>jti</c>.</summary>
    [Id(5)] public string? TokenId { get; init; }

    /// <summary>Where they came from.</summary>
    [Id(6)] public string? Address { get; init; }

    /// <summary>The id of what it was done to; null when it was the company as a whole.</summary>
    [Id(7)] public string? Subject { get; init; }

    /// <summary>What was changed, a line for each; never a secret.</summary>
    [Id(8)] public string? Details { get; init; }

    /// <summary>One of <see cref="AuditOutcomes"/>.</summary>
    [Id(9)] public required string Outcome { get; init; }

    /// <summary>Who did it, for people: e-mail, else sub; null when the token named nobody.</summary>
    public string? Person => Email ?? Sub;

    /// <summary>Shows what it is about and nobody: a call's answer may stand in a log.</summary>
    public override string ToString() => $"AuditView {{ Action = {Action}, At = {At:O} }}";
}

/// <summary>Which lines of the audit trail are wanted. Each part narrows the list down.</summary>
[GenerateSerializer, Alias("jv.AuditFilter"), Immutable]
public sealed record AuditFilter
{
    [Id(0)] public string? Action { get; init; }

    /// <summary>The id of what it was done to.</summary>
    [Id(1)] public string? Subject { get; init; }

    /// <summary>E-mail or sub of whoever did it.</summary>
    [Id(2)] public string? Actor { get; init; }

    [Id(3)] public DateTimeOffset? DateFrom { get; init; }

    /// <summary>Not included.</summary>
    [Id(4)] public DateTimeOffset? DateTo { get; init; }

    /// <summary>Names nobody: a call's arguments may stand in a log.</summary>
    public override string ToString() => $"AuditFilter {{ Action = {Action} }}";
}

/// <summary>A line's place in the audit trail.</summary>
[GenerateSerializer, Alias("jv.AuditMark"), Immutable]
public sealed record AuditMark([property: Id(0)] DateTimeOffset At, [property: Id(1)] Guid Id);

/// <summary>What the audit trail calls what people do. The names are stored, and part of the REST contract.</summary>
public static class AuditActions
{
    public const string Configure = "configure";
    public const string Disconnect = "disconnect";
    public const string RotateKeys = "keys.rotate";
    public const string StartSync = "sync.start";
    public const string CancelSync = "sync.cancel";
    public const string ReplayWebhooks = "webhooks.replay";
    public const string RefreshCandidate = "candidate.refresh";
    public const string DownloadDocument = "document.download";
    public const string ReadRaw = "record.readRaw";
    public const string Export = "export";
    public const string UpdateMilestones = "milestones.update";
    public const string SignIn = "signIn";
    public const string SignOut = "signOut";
    public const string CreateSetupLink = "setupLink.create";
    public const string OpenSetupLink = "setupLink.open";
    public const string RevokeSetupLink = "setupLink.revoke";
    public const string SaveView = "view.save";
    public const string DeleteView = "view.delete";
    public const string UpdateNotices = "notices.update";
    public const string TestNotices = "notices.test";
    public const string ReleaseCompany = "company.release";
    public const string SupportBundle = "company.supportBundle";
    public const string DrainSilo = "silo.drain";
    public const string UndrainSilo = "silo.undrain";
}

/// <summary>How it ended. The words are stored, and part of the REST contract.</summary>
public static class AuditOutcomes
{
    public const string Success = "success";

    /// <summary>It was begun; a further line says how it ended.</summary>
    public const string Started = "started";

    /// <summary>Jobvite or this service did not accept it, and nothing was changed.</summary>
    public const string Refused = "refused";

    public const string Failed = "failed";

    /// <summary>Nobody knows whether it happened.</summary>
    public const string Unknown = "unknown";
}
