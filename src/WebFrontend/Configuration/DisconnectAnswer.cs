namespace Jobvite.WebFrontend;

/// <summary>The company is disconnected.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">For a person.</param>
/// <param name="DataDeleted">The stored records are gone too; false as well while they are still being deleted.</param>
public sealed record DisconnectAnswer(bool Success, string Message, bool DataDeleted);
