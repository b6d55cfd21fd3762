using System.Collections.Immutable;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Grains.Tenants;

/// <summary>
/// How an operator's import connects a tenant; keyed by <see cref="TenantKey"/>. It stands here and not among the front end's interfaces, so that
/// no REST call can reach it: nothing is asked of Jobvite before a company is claimed.
/// </summary>
[Alias("jv.ISettingsImportGrain")]
public interface ISettingsImportGrain : IGrainWithStringKey
{
    /// <summary>Connects the tenant to the company that the command names, unless it is connected already. Repeatable.</summary>
    /// <param name="command">All settings. What it leaves out stays as it is when the company is connected already.</param>
    /// <param name="mode">Whether anything is written.</param>
    /// <param name="caller">The tenant, and who imports, for the audit trail.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    [Alias("Import"), ResponseTimeout(CallTimeouts.WaitsForJobvite)]
    Task<ImportResult> Import(ConfigureCompany command, ImportMode mode, Caller caller, CancellationToken cancellationToken = default);
}

/// <summary>What an import may write.</summary>
[GenerateSerializer, Alias("jv.ImportMode")]
public enum ImportMode
{
    /// <summary>Nothing; the answer says what would happen.</summary>
    Check = 1,

    /// <summary>A company that is not connected yet.</summary>
    Connect = 2,

    /// <summary>The settings of a connected company too.</summary>
    Replace = 3,
}

/// <summary>How an import of one company's settings ended.</summary>
/// <param name="Outcome">What happened or, with <see cref="ImportMode.Check"/>, would happen.</param>
/// <param name="Answer">What the configuration said; null when it was not asked.</param>
/// <param name="Differences">Of <see cref="ImportOutcome.Different"/>: names of fields, never a value.</param>
[GenerateSerializer, Alias("jv.ImportResult"), Immutable]
public sealed record ImportResult(
    [property: Id(0)] ImportOutcome Outcome,
    [property: Id(1)] ConfigureResult? Answer,
    [property: Id(2)] ImmutableArray<string> Differences)
{
    internal static ImportResult Of(ImportOutcome outcome, ConfigureResult? answer = null) => new(outcome, answer, []);
}

/// <summary>See <see cref="ImportResult"/>.</summary>
[GenerateSerializer, Alias("jv.ImportOutcome")]
public enum ImportOutcome
{
    /// <summary>The company is connected with these settings now.</summary>
    Connected = 1,

    /// <summary>It was before. Nothing was written.</summary>
    Same = 2,

    /// <summary>It is the tenant's already, with other settings. Nothing was written.</summary>
    Different = 3,

    /// <summary>The answer says why. Nothing was written.</summary>
    Refused = 4,
}
