using Jobvite.WebFrontend.Console.Access;

namespace Jobvite.WebFrontend.Console.Layout;

/// <summary>
/// One request for a page: who asks, for which company, and what they sent. A page has no other way to a company's grains than through
/// <see cref="FindCompany"/>, which takes the tenant from the signed-in token and from nowhere else.
/// </summary>
internal sealed class Visit(IHttpContextAccessor accessor)
{
    private ReaderZone? _zone;
    private CompanyScope? _company;
    private bool _looked;

    public HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("Pages are rendered for requests only.");

    /// <summary>The visitor left, or the answer took too long.</summary>
    public CancellationToken Ends => Http.RequestAborted;

    public TenantScope Tenant => TenantScope.Of(Http);

    public bool IsTenant => TenantAccess.RefusalOf(Http.User, HttpMethods.Get) is null;

    /// <summary>Whether what changes something is shown; that it is allowed is checked again when it is posted.</summary>
    public bool MayManage => TenantAccess.RefusalOf(Http.User, HttpMethods.Post) is null;

    public bool IsOperator => ConsoleAccess.IsOperator(Http.User);

    /// <summary>Who signed in, as they would recognise themselves; null when the token names nobody.</summary>
    public string? Person => Http.User.FindFirst("name")?.Value ?? Http.User.FindFirst("email")?.Value ?? Http.User.FindFirst("sub")?.Value;

    /// <summary>In which times are shown and days are meant.</summary>
    public ReaderZone Zone => _zone ??= ReaderZone.Of(Http);

    /// <summary>The tenant's company; null when it never connected one.</summary>
    public async ValueTask<CompanyScope?> FindCompany()
    {
        if (!_looked)
        {
            (_company, _looked) = (await Tenant.FindCompany(), true);
        }

        return _company;
    }

    /// <summary>For pages that make no sense without one.</summary>
    /// <exception cref="RequestRefusedException">404: the tenant has no company.</exception>
    public async ValueTask<CompanyScope> GetCompany() => await FindCompany() ?? throw new RequestRefusedException(Problem.NotConnected());

    /// <summary>A field of the posted form; null when it was not sent, as with a box that is not ticked.</summary>
    public string? Posted(string field) => Http.Request.HasFormContentType && Http.Request.Form.TryGetValue(field, out var value) ? value.ToString() : null;

    /// <summary>What the button that was pressed stands for. A form that comes without one of its buttons does nothing: it is not guessed.</summary>
    /// <exception cref="RequestRefusedException">400: none of <paramref name="known"/>.</exception>
    public string Intent(params ReadOnlySpan<string> known) => Choice("intent", known);

    /// <summary>One of a few words that a field may hold.</summary>
    /// <exception cref="RequestRefusedException">400: none of <paramref name="known"/>.</exception>
    public string Choice(string field, params ReadOnlySpan<string> known) => Posted(field) is { } said && known.Contains(said)
        ? said
        : throw new RequestRefusedException(new Problem(StatusCodes.Status400BadRequest, "The form came without the button or choice that says what to do, so nothing was done. Open the page again and repeat it."));

    /// <summary>The script shows one part of the page anew, and nothing else of it.</summary>
    public bool WantsPart => Http.Request.Headers.ContainsKey("Jobvite-Part");

    /// <summary>A parameter of the address; null when absent or empty.</summary>
    public string? Asked(string parameter) => Http.Request.Query[parameter].ToString() is { Length: > 0 } text ? text : null;
}
