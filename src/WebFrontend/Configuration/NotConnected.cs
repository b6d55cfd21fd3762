namespace Jobvite.WebFrontend;

/// <summary>The tenant has no connected company.</summary>
/// <param name="Connected">Always false.</param>
public sealed record NotConnected(bool Connected = false);
