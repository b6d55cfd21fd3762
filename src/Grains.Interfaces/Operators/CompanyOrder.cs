namespace Jobvite.Grains.Interfaces;

/// <summary>Which companies an operator sees first.</summary>
[GenerateSerializer, Alias("jv.CompanyOrder")]
public enum CompanyOrder
{
    /// <summary>Those in trouble first, and of these the ones whose records are oldest.</summary>
    Worst = 1,

    /// <summary>Those whose last finished run took longest.</summary>
    Slowest = 2,

    /// <summary>By company id.</summary>
    Name = 3,
}
