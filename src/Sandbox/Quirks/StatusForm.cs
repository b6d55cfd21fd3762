namespace Jobvite.Sandbox;

/// <summary>What a success says about itself.</summary>
public enum StatusForm
{
    /// <summary><c>"status":{"code":200,"messages":[]}</c></summary>
    CodeAndMessages,

    /// <summary><c>"status":"success"</c></summary>
    Word,

    /// <summary>Nothing.</summary>
    Absent,
}
