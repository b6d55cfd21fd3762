namespace Jobvite.Storage;

/// <summary>A truth value in a column that once held whatever Jobvite sent.</summary>
internal static class FlagText
{
    public static string? Of(bool? flag) => flag switch
    {
        true => "true",
        false => "false",
        null => null,
    };
}
