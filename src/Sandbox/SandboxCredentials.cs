namespace Jobvite.Sandbox;

/// <summary>What a customer would be told by Jobvite's support: everything needed to connect to the sandbox.</summary>
public sealed record SandboxCredentials
{
    public required string CompanyId { get; init; }

    public required string ApiKey { get; init; }

    public required string ApiSecret { get; init; }

    public required string WebhookSigningKey { get; init; }

    public required string ServiceAccountUsername { get; init; }

    public required string ServiceAccountPassword { get; init; }

    /// <summary>PEM, SubjectPublicKeyInfo: the key that onboarding requests are wrapped for.</summary>
    public required string JobvitePublicKeyPem { get; init; }

    /// <summary>Only what may stand in a log.</summary>
    public override string ToString() => $"credentials of '{CompanyId}'";
}
