using System.Text.RegularExpressions;

namespace Jobvite.Silo.Startup;

/// <summary>What .NET says of a setting, in words that name the environment variable.</summary>
internal static partial class SettingWords
{
    /// <summary>A validation failure without the frame that data annotations put around its message.</summary>
    public static string Plain(string failure) => AnnotationFrame().Match(failure) is { Success: true } match ? match.Groups["message"].Value : failure;

    /// <summary>A value that could not be read as what the setting is; null when the message is about something else. The value is not repeated.</summary>
    public static string? OfConversion(string message)
    {
        if (Conversion().Match(message) is not { Success: true } match)
        {
            return null;
        }

        var variable = match.Groups["path"].Value.Replace(":", "__", StringComparison.Ordinal);
        var wanted = match.Groups["type"].Value switch
        {
            "System.Int32" or "System.Int64" => "a whole number",
            "System.Boolean" => "true or false",
            "System.TimeSpan" => "a time such as 00:00:30",
            var other => $"a {other}",
        };
        return $"{variable} cannot be read. Set it to {wanted}, or unset it.";
    }

    [GeneratedRegex("^DataAnnotation validation failed for .* with the error: '(?<message>.*)'\\.$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex AnnotationFrame();

    [GeneratedRegex("at '(?<path>[^']+)' to type '(?<type>[^']+)'", RegexOptions.CultureInvariant)]
    private static partial Regex Conversion();
}
