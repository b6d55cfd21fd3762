using Dapper;

namespace Jobvite.Storage;

/// <summary>The conditions of a list: constant pieces of SQL, their values as parameters. Always begins with the company.</summary>
internal sealed class ListConditions
{
    private readonly List<string> _conditions = ["company_id = @companyId"];

    public ListConditions(string companyId)
    {
        CompanyId = companyId;
        Arguments.Add("companyId", companyId);
    }

    public string CompanyId { get; }

    public DynamicParameters Arguments { get; } = new();

    public string Sql => string.Join(" AND ", _conditions);

    /// <summary>Nobody narrowed the list down.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Constant: the <c>WITH</c> of a set of rows that conditions name.</summary>
    public string With { get; set; } = "";

    /// <summary>Adds a constant condition.</summary>
    public ListConditions And(string condition)
    {
        _conditions.Add(condition);
        return this;
    }

    /// <summary>Adds a constant condition and its value when something was asked for.</summary>
    public ListConditions When(object? asked, string condition, string parameter, object? value)
    {
        if (asked is not null)
        {
            _conditions.Add(condition);
            Arguments.Add(parameter, value);
            IsWhole = false;
        }

        return this;
    }

    /// <summary>Adds a constant condition with its values.</summary>
    public ListConditions Where(string condition, params ReadOnlySpan<(string Parameter, object? Value)> values)
    {
        _conditions.Add(condition);
        IsWhole = false;
        foreach (var (parameter, value) in values)
        {
            Arguments.Add(parameter, value);
        }

        return this;
    }
}

/// <summary>Turns what a person typed into a pattern for <c>LIKE … ESCAPE '\'</c> in which nothing but the ends is a wildcard.</summary>
internal static class LikePattern
{
    public static string Contains(string text) => $"%{Escape(text)}%";

    public static string StartsWith(string text) => $"{Escape(text)}%";

    /// <summary>The text as itself.</summary>
    public static string Escape(string text) => text
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal);
}
