using System.Globalization;
using System.Text;
using Dapper;

namespace Jobvite.Storage;

/// <summary>The conditions of a list: constant pieces of SQL, their values as parameters. Always begins with the company.</summary>
internal sealed class ListConditions
{
    private readonly List<string> _conditions = ["company_id = @companyId"];
    private readonly StringBuilder _values = new();

    public ListConditions(string companyId)
    {
        CompanyId = companyId;
        Arguments.Add("companyId", companyId);
        Note(companyId);
    }

    public string CompanyId { get; }

    public DynamicParameters Arguments { get; } = new();

    public string Sql => string.Join(" AND ", _conditions);

    /// <summary>Nobody narrowed the list down.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>The same for the same conditions with the same values, and for no others. May hold what a person searched for.</summary>
    public string Identity => $"{With}\n{Sql}\n{_values}";

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
            Note(value);
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
            Note(value);
        }

        return this;
    }

    private void Note(object? value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        _values.Append(CultureInfo.InvariantCulture, $"{text.Length}:{text}\n");
    }
}
