using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Jobvite.WebFrontend;

/// <summary>
/// ASP.NET's authentication brings Data Protection along, which would write keys into the home directory. The front protects
/// nothing with them — secrets are the silos' business — so they live and die with the process.
/// </summary>
internal sealed class ForgottenKeys : IXmlRepository
{
    private readonly Lock _lock = new();
    private readonly List<XElement> _keys = [];

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (_lock)
        {
            return [.. _keys];
        }
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (_lock)
        {
            _keys.Add(new(element));
        }
    }
}
