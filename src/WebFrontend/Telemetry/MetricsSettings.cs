namespace Jobvite.WebFrontend;

/// <summary>Where figures are handed out, section <c>Metrics</c>.</summary>
internal sealed class MetricsSettings
{
    public const string Section = "Metrics";

    /// <summary>A port for <c>/metrics</c> alone; null serves it on the main port, to requests from this machine only.</summary>
    public int? Port { get; set; }
}
