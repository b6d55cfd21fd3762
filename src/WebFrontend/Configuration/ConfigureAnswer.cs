namespace Jobvite.WebFrontend;

/// <summary>The settings were saved.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">For a person.</param>
/// <param name="ConfigId">The company's id.</param>
/// <param name="Warning">What is not in order although the settings were saved, or null.</param>
/// <param name="OurPublicRsaKey">PEM; for Jobvite's support, or null.</param>
public sealed record ConfigureAnswer(bool Success, string Message, string? ConfigId, string? Warning, string? OurPublicRsaKey);
