namespace Jobvite.Client;

/// <summary>How an onboarding filter compares a field; sent in lower case.</summary>
public enum FilterOperator
{
    Eq,
    In,
    Nin,
    Lt,
    Lte,
    Gt,
    Gte,
}
