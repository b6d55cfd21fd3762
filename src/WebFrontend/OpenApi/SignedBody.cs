namespace Jobvite.WebFrontend;

/// <summary>Tells the document of a body that is read as bytes, and of the header that signs it.</summary>
internal sealed class SignedBody
{
    public static readonly SignedBody Metadata = new();

    private SignedBody()
    {
    }
}
