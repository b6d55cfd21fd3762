namespace Jobvite.Client;

/// <summary>One place of a requisition. Jobvite sends an object, or only a text.</summary>
public sealed record JobviteLocation(string? Text, string? City, string? State, string? Country);
