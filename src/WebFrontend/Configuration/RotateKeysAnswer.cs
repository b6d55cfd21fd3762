namespace Jobvite.WebFrontend;

/// <summary>A new RSA pair is in use.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">For a person.</param>
/// <param name="OurPublicRsaKey">PEM; for Jobvite's support.</param>
public sealed record RotateKeysAnswer(bool Success, string Message, string OurPublicRsaKey);
