namespace Jobvite.Sandbox;

/// <summary>The three ways to say that a record does not exist.</summary>
internal static class NotFoundAnswer
{
    public static Task SendAsync(Exchange exchange, string listName, string message) => exchange.Quirks.NotFound switch
    {
        NotFoundForm.Http404 => exchange.RefuseAsync(StatusCodes.Status404NotFound, message),
        NotFoundForm.ErrorBody => exchange.SendAsync(
            StatusCodes.Status200OK,
            json => JsonText.WriteError(json, ErrorShape.StatusObject, StatusCodes.Status404NotFound, message)),
        _ => exchange.SucceedAsync(json =>
        {
            json.WriteNumber("total", 0);
            json.WriteStartArray(listName);
            json.WriteEndArray();
        }),
    };
}
