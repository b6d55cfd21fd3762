using System.Security.Cryptography;
using System.Xml;
using System.Xml.Linq;
using Jobvite.Silo.Startup;
using Jobvite.Storage;

namespace Jobvite.Silo.KeyRing;

/// <summary>
/// Opens every key of the ring once at start and wraps with the current key what a former one had wrapped. Data Protection by itself
/// would pass over a key that it cannot open and make a new one, and every stored secret would be lost without a word.
/// </summary>
internal sealed class KeyRingOpening(IKeyRingStore store, WrappingKeys keys)
{
    /// <summary>Set to true for one start when the ring is gone for good; see <see cref="Open"/>.</summary>
    public const string AcceptLossVariable = "JOBVITE_ACCEPT_LOST_KEYS";

    /// <summary>Checks and re-wraps the ring.</summary>
    /// <param name="acceptLoss">Begin with a new ring although what is stored needs the former one.</param>
    /// <returns>How many keys were wrapped anew.</returns>
    /// <exception cref="StartupException">The ring does not open with the configured keys. Nothing was changed.</exception>
    public int Open(bool acceptLoss = false)
    {
        var stored = store.ReadAll().Select(Parse).ToArray();
        if (stored.Length == 0 && !acceptLoss && store.IsNeeded())
        {
            throw new StartupException(
                "The key ring in the database (table data_protection_keys) is empty, but companies' secrets or documents are stored that only its keys can open. " +
                $"Restore the table from a backup. If there is none, those secrets are lost: set {AcceptLossVariable}=true for one start, and have every company enter its credentials again. Nothing was changed.");
        }

        // All are opened before the first is rewritten, so that a ring of which only a part opens stays as it is.
        var outdated = stored.SelectMany(Rewrap).ToArray();
        foreach (var (name, element) in outdated)
        {
            store.Save(name, element.ToString(SaveOptions.DisableFormatting));
        }

        return outdated.Length;
    }

    private IEnumerable<(string Name, XElement Element)> Rewrap(XElement element)
    {
        var changed = false;
        foreach (var wrapped in element.Descendants(WrappedElement.Name).ToArray())
        {
            var (plain, by) = Unwrap(wrapped);
            if (by.Id != keys.Current.Id)
            {
                wrapped.ReplaceWith(WrappedElement.Wrap(keys.Current, plain));
                changed = true;
            }
        }

        // Data Protection names an element after its key's id; under that name the store replaces it.
        if (changed && Guid.TryParse((string?)element.Attribute("id"), out var id))
        {
            yield return ($"key-{id:D}", element);
        }
    }

    private (XElement Plain, WrappingKey By) Unwrap(XElement wrapped)
    {
        var keyId = WrappedElement.KeyIdOf(wrapped);
        var key = keys.Find(keyId) ?? throw new StartupException(
            $"The key ring in the database was wrapped with another key ({keyId}) than the one that is set ({keys.Current.Id}), so customers' stored secrets cannot be opened. " +
            (keys.IsDerived
                ? $"Set {WrappingKeys.Variable} to the key that this database was used with; or, if there was none, set {WrappingKeys.FallbackVariable} back to what it was, together with a new {WrappingKeys.Variable} that takes over. "
                : $"Set {WrappingKeys.Variable} to the key that this database was used with, or add that key to {WrappingKeys.PreviousVariable}. ") +
            "Nothing was changed.");
        try
        {
            return (WrappedElement.Unwrap(key, wrapped), key);
        }
        catch (Exception exception) when (exception is CryptographicException or XmlException)
        {
            throw Damaged(exception);
        }
    }

    private static XElement Parse(string xml)
    {
        try
        {
            return XElement.Parse(xml);
        }
        catch (XmlException exception)
        {
            throw Damaged(exception);
        }
    }

    private static StartupException Damaged(Exception exception) => new(
        "A key in the database's key ring is damaged, so customers' stored secrets cannot be opened. Restore the database from a backup. Nothing was changed.",
        exception);
}
