using Microsoft.Extensions.Time.Testing;

namespace Jobvite.Storage.Tests;

/// <summary>An empty, migrated store of one provider.</summary>
public interface IStore : IAsyncDisposable
{
    /// <summary>The time the store sees, in whole milliseconds.</summary>
    FakeTimeProvider Time { get; }

    /// <summary>A statement that names the tables that have a column <c>company_id</c>.</summary>
    string TablesOfCompanies { get; }

    /// <summary>The first column of what a statement answers, as text; the port is not asked.</summary>
    Task<IReadOnlyList<string>> Look(string sql);

    /// <summary>Changes rows behind the port's back, as a program of before would have left them.</summary>
    Task Run(string sql);

    /// <summary>A service of the port.</summary>
    T Get<T>()
        where T : notnull;
}
