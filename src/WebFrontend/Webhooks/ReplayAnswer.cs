namespace Jobvite.WebFrontend;

/// <summary>Events are back in the queue.</summary>
/// <param name="Success">Always true.</param>
/// <param name="Message">For a person.</param>
/// <param name="Count">How many.</param>
public sealed record ReplayAnswer(bool Success, string Message, int Count);
