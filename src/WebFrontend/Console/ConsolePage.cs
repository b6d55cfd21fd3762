namespace Jobvite.WebFrontend.Console;

/// <summary>Marks what a person looks at, so that its errors are pages too.</summary>
internal sealed class ConsolePage
{
    /// <summary>Where the console's own data endpoints are; everything else of it is a page.</summary>
    public const string DataPrefix = "/console";

    public static readonly ConsolePage Marker = new();

    private ConsolePage()
    {
    }
}
