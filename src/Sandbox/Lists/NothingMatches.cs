using System.Text;

namespace Jobvite.Sandbox;

/// <summary>The ways to say that a filter takes no record.</summary>
internal static class NothingMatches
{
    public static Task SendAsync(Exchange exchange, string listName)
    {
        var form = exchange.Quirks.NothingMatches;
        switch (form)
        {
            case NothingMatchesForm.Http404:
                return exchange.RefuseAsync(StatusCodes.Status404NotFound, "No records found.");
            case NothingMatchesForm.Status404:
            case NothingMatchesForm.Status100:
                var code = form == NothingMatchesForm.Status100 ? 100 : StatusCodes.Status404NotFound;
                return exchange.SendAsync(
                    StatusCodes.Status200OK, json => JsonText.WriteError(json, ErrorShape.StatusObject, code, "No records found."));
            case NothingMatchesForm.BareArray:
                exchange.Http.Response.ContentType = "application/json;charset=UTF-8";
                return FaultyBody.SendAsync(exchange, Encoding.UTF8.GetBytes("[]"));
            case NothingMatchesForm.NullList:
                return exchange.SucceedAsync(json => json.WriteNull(listName));
            case NothingMatchesForm.NoList:
                return exchange.SendAsync(StatusCodes.Status200OK, static json => JsonText.WriteSuccess(json, StatusForm.CodeAndMessages));
            default:
                return exchange.SucceedAsync(json =>
                {
                    json.WriteNumber("total", 0);
                    json.WriteStartArray(listName);
                    json.WriteEndArray();
                });
        }
    }
}
