using System.ComponentModel.DataAnnotations;

namespace Jobvite.WebFrontend;

/// <summary>Where figures are handed out, section <c>Metrics</c>.</summary>
internal sealed class MetricsSettings
{
    public const string Section = "Metrics";

    /// <summary>A port for <c>/metrics</c> alone; null serves it on the main port, to requests from this machine only.</summary>
    [Range(1, 65535, ErrorMessage = "Metrics__Port must be a port number from 1 to 65535.")]
    public int? Port { get; set; }
}
