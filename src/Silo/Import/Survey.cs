namespace Jobvite.Silo.Import;

/// <summary>What can only be said of the file as a whole: it is read once for this before anything is done.</summary>
internal sealed class Survey
{
    private readonly Dictionary<string, List<int>> _companies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _tenants = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _others = new(StringComparer.Ordinal);

    public int Rows { get; private set; }

    /// <summary>Columns of the file that are not the module's settings, such as when the row was made.</summary>
    public IReadOnlyCollection<string> OtherColumns => _others;

    public static Survey Of(IEnumerable<SourceRow> rows)
    {
        var survey = new Survey();
        foreach (var row in rows)
        {
            survey.Add(row);
        }

        return survey;
    }

    /// <summary>
    /// Why another row keeps this one from being imported; null when none does. A tenant has one company here and a company one tenant, and which
    /// of two rows is meant is not ours to guess.
    /// </summary>
    public string? ConflictOf(SettingsRow row) =>
        row.Company is not null && _companies.GetValueOrDefault(row.Company) is { Count: > 1 } lines
            ? $"several active rows are for the company {row.Company} (lines {string.Join(", ", lines)}). Keep one of them in the file"
            : row.Tenant is not null && _tenants.GetValueOrDefault(row.Tenant) is { Count: > 1 } rows
                ? $"several active rows are of the tenant {row.Tenant} (lines {string.Join(", ", rows)}), which can have one company. Keep one of them in the file"
                : null;

    private void Add(SourceRow row)
    {
        Rows++;
        if (row.Problem is not null)
        {
            return;
        }

        _others.UnionWith(row.Fields.Keys.Where(name => !Module.Columns.Contains(name) && Words.IsName(name)));
        if (Module.ReadFlag(row[Module.IsActive]) == true)
        {
            Note(_companies, RowReader.CompanyOf(row), row.Line);
            Note(_tenants, RowReader.TenantOf(row), row.Line);
        }
    }

    private static void Note(Dictionary<string, List<int>> lines, string? id, int line)
    {
        if (id is not null)
        {
            (lines.TryGetValue(id, out var known) ? known : lines[id] = []).Add(line);
        }
    }
}
