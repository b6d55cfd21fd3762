using Jobvite.Grains.Interfaces;

namespace Jobvite.WebFrontend;

/// <summary>Which lines of the audit trail are listed.</summary>
internal readonly record struct AuditQuery
{
    /// <summary>Equal, such as document.download.</summary>
    public string? Action { get; init; }

    /// <summary>Equal: the id of what it was done to.</summary>
    public string? Subject { get; init; }

    /// <summary>Equal: the sub or e-mail of whoever did it.</summary>
    public string? Actor { get; init; }

    /// <summary>At or after this time, or on this day or after.</summary>
    public string? DateFrom { get; init; }

    /// <summary>Before this time, or on this day or before.</summary>
    public string? DateTo { get; init; }

    /// <summary>json (default), or csv: every line that matches, newest first, without pages.</summary>
    public string? Format { get; init; }

    public AuditFilter Read(InputErrors errors)
    {
        var filter = new AuditFilter
        {
            Action = QueryText.Text(Action, "action", errors),
            Subject = QueryText.Text(Subject, "subject", errors),
            Actor = QueryText.Text(Actor, "actor", errors, maxLength: 256),
            DateFrom = QueryText.Instant(DateFrom, "dateFrom", errors),
            DateTo = QueryText.End(DateTo, "dateTo", errors),
        };
        if (filter.DateTo < filter.DateFrom)
        {
            errors.Add("dateTo", "must not be before dateFrom.");
        }

        return filter;
    }

    public bool WantsCsv(InputErrors errors)
    {
        switch (Format?.Trim().ToLowerInvariant())
        {
            case "csv":
                return true;
            case null or "" or "json":
                return false;
            default:
                errors.Add("format", "must be json or csv.");
                return false;
        }
    }
}
