using System.ComponentModel.DataAnnotations;

namespace Jobvite.Grains.Export;

/// <summary>
/// How many exports there are at once, and how long one may take. Each holds a connection to the database and keeps it from clearing away what was
/// written over since.
/// </summary>
internal sealed class ExportOptions
{
    public const string Section = "Jobvite:Exports";

    /// <summary>Exports of a silo at the same time.</summary>
    [Range(1, 64, ErrorMessage = "Set Jobvite__Exports__AtOnce to a whole number from 1 to 64 (default 4).")]
    public int AtOnce { get; set; } = 4;

    /// <summary>Of these, how many may be one company's.</summary>
    [Range(1, 64, ErrorMessage = "Set Jobvite__Exports__OfOneCompany to a whole number from 1 to 64 (default 2).")]
    public int OfOneCompany { get; set; } = 2;

    /// <summary>An export that nobody reads from for so long is closed.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "Set Jobvite__Exports__Idle to a time from 00:00:01 to 00:10:00 (default 00:01:00).")]
    public TimeSpan Idle { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>An export is closed after this time, however far it has come.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00", ErrorMessage = "Set Jobvite__Exports__Longest to a time from 00:01:00 to 1.00:00:00 (default 01:00:00).")]
    public TimeSpan Longest { get; set; } = TimeSpan.FromHours(1);
}
