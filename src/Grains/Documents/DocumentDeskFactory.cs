using Jobvite.Grains.Connections;
using Jobvite.Storage;
using Microsoft.Extensions.Logging;

namespace Jobvite.Grains.Documents;

/// <summary>Puts a candidates grain's document desk together.</summary>
internal sealed class DocumentDeskFactory(
    CompanyLinkFactory links, IDocumentStore documents, DocumentSealer sealer, TimeProvider time, ILogger<DocumentDesk> logger)
{
    public DocumentDesk Create(string companyId, Action<TimeSpan> keepAlive) =>
        new(companyId, links.Create(companyId), documents, sealer, time, keepAlive, logger);
}
