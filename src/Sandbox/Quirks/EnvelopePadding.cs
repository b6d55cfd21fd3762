namespace Jobvite.Sandbox;

/// <summary>How the plain text of an onboarding answer is filled up to whole AES blocks.</summary>
public enum EnvelopePadding
{
    Pkcs7,

    /// <summary>With zero bytes; none when it fits.</summary>
    Zero,

    /// <summary>Not at all: the JSON itself ends in white space.</summary>
    None,
}
