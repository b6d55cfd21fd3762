using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>How records are exported.</summary>
internal readonly record struct ExportQuery
{
    /// <summary>ndjson (default): a JSON object a line. csv: a table with a header, UTF-8 with BOM.</summary>
    public string? Format { get; init; }

    /// <summary>raw: with each record as Jobvite sent it. Not in CSV.</summary>
    public string? Include { get; init; }

    public (ExportFormat Format, bool Raw) Read(InputErrors errors)
    {
        var format = EnumInput.Read<ExportFormat>(string.IsNullOrWhiteSpace(Format) ? null : Format, "format", errors) ?? ExportFormat.Ndjson;
        var raw = IncludeRaw.Wanted(Include, errors);
        if (raw && format is ExportFormat.Csv)
        {
            errors.Add("include", "must be left out with format=csv: a table has no room for raw records. Use format=ndjson.");
        }

        return (format, raw);
    }
}

/// <summary>Which applications or tasks are exported.</summary>
internal readonly record struct ExportFilter
{
    /// <summary>true: deleted ones too.</summary>
    public string? IncludeDeleted { get; init; }

    public RecordFilter Read(InputErrors errors) => new() { IncludeDeleted = QueryText.Flag(IncludeDeleted, "includeDeleted", errors) ?? false };
}

/// <summary>What an export is written as.</summary>
internal enum ExportFormat
{
    Ndjson,
    Csv,
}

/// <summary>Metadata of an endpoint whose filters mean more than the API's.</summary>
internal interface IExportFilters
{
    ExportRequest Complete(HttpContext http, ExportRequest request);
}
