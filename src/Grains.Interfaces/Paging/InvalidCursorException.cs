namespace Jobvite.Grains.Interfaces;

/// <summary>A list was asked for with a cursor that this service did not make. The front answers 400.</summary>
[GenerateSerializer, Alias("jv.InvalidCursorException")]
public sealed class InvalidCursorException : Exception
{
    /// <summary>Makes the exception; the cursor itself is not repeated.</summary>
    public InvalidCursorException()
        : base("The cursor is not one that this service handed out. Start again without a cursor.")
    {
    }
}
