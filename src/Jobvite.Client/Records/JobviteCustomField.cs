namespace Jobvite.Client;

/// <summary>A field that the company defined itself.</summary>
public sealed record JobviteCustomField(string FieldCode, string? Value);
