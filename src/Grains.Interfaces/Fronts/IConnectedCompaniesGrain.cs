using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Jobvite.Grains.Interfaces;

/// <summary>
/// Which companies are connected; keyed by <see cref="Key"/>. It reads the directory and wakes no company's grain, so that a front end can ask about
/// an id that anybody may have made up.
/// </summary>
[Alias("jv.IConnectedCompaniesGrain")]
public interface IConnectedCompaniesGrain : IGrainWithStringKey
{
    /// <summary>The one key there is.</summary>
    const string Key = "companies:connected";

    /// <summary>The most ids of one answer.</summary>
    const int PageSize = 1000;

    /// <summary>Whether a company is connected; false when nobody has it.</summary>
    [ReadOnly, Alias("IsConnected")]
    Task<bool> IsConnected(string companyId);

    /// <summary>Connected companies in the order of their ids; fewer than <see cref="PageSize"/> are the last.</summary>
    /// <param name="after">The last id of the page before; null to begin.</param>
    [ReadOnly, Alias("List")]
    Task<ImmutableArray<string>> List(string? after);

    /// <summary>What has changed. A company whose deletion has ended may be missing.</summary>
    /// <param name="since">The end of the answer before; null for nothing but a beginning.</param>
    [ReadOnly, Alias("ListChanged")]
    Task<ConnectedChanges> ListChanged(DateTimeOffset? since);
}

/// <summary>What has changed of the connected companies.</summary>
/// <param name="Connected">They are connected, be it as before.</param>
/// <param name="Disconnected">They are not.</param>
/// <param name="Until">What to ask for next. Answers overlap, because clocks differ.</param>
/// <param name="HasMore">Ask again at once.</param>
[GenerateSerializer, Alias("jv.ConnectedChanges"), Immutable]
public sealed record ConnectedChanges(
    [property: Id(0)] ImmutableArray<string> Connected,
    [property: Id(1)] ImmutableArray<string> Disconnected,
    [property: Id(2)] DateTimeOffset Until,
    [property: Id(3)] bool HasMore);
