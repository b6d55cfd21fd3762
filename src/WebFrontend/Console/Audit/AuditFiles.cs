using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Access;
using Jobvite.WebFrontend.Console.Layout;
using Jobvite.WebFrontend.Console.Records;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Jobvite.WebFrontend.Console.Audit;

/// <summary>The audit trail as a file for a signed-in person; what goes wrong is a page.</summary>
internal static class AuditFiles
{
    public const string Tenant = ConsolePage.DataPrefix + "/audit.csv";
    public const string Operators = ConsolePage.DataPrefix + "/operators-audit.csv";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapConsoleGroup().MapGet(Tenant[ConsolePage.DataPrefix.Length..], AuditEndpoints.List).WithMetadata(new DisableRequestTimeoutAttribute());
        routes.MapConsoleGroup(ConsoleAccess.Operator).MapGet(Operators[ConsolePage.DataPrefix.Length..], AuditEndpoints.ListOperators).WithMetadata(new DisableRequestTimeoutAttribute());
    }

    /// <summary>What a page's address asks for, in the words of the API. Days are the reader's.</summary>
    public static (Listing Listing, AuditFilter Filter) Asked(Visit visit)
    {
        var errors = new InputErrors();
        var listing = Listing.Of(visit, errors);
        var (from, until) = visit.Zone.Span(visit.Http.Request.Query, "dateFrom", "dateTo", errors);
        var filter = new AuditQuery
        {
            Action = visit.Asked("action"),
            Subject = visit.Asked("subject"),
            Actor = visit.Asked("actor"),
        }.Read(errors) with
        {
            DateFrom = from,
            DateTo = until,
        };
        errors.ThrowIfAny();
        return (listing, filter);
    }
}
