using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage;

/// <summary>A run under way.</summary>
public sealed record ActiveRun(string CompanyId, Guid RunId, SyncKind Kind);
