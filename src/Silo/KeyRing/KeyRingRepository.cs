using System.Xml.Linq;
using Jobvite.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Jobvite.Silo.KeyRing;

/// <summary>The key ring in the service's own database, so that every silo of a cluster has the same one and a backup holds it.</summary>
internal sealed class KeyRingRepository(IKeyRingStore store) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => [.. store.ReadAll().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) => store.Save(friendlyName, element.ToString(SaveOptions.DisableFormatting));
}
