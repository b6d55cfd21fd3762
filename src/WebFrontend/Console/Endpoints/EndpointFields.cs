using System.Globalization;
using Jobvite.Grains.Interfaces;
using Jobvite.WebFrontend.Console.Layout;

namespace Jobvite.WebFrontend.Console.Endpoints;

/// <summary>
/// The fields of an endpoint's form, named as in the REST contract. What is read from them goes through the API's own bodies, so that both refuse the
/// same things in the same words.
/// </summary>
public sealed class EndpointFields
{
    public const string FormName = "endpoint";
    public const string AllTypes = "all", ChosenTypes = "chosen";

    private readonly Visit _visit;
    private readonly WebhookEndpoint? _stored;

    internal EndpointFields(Visit visit, WebhookEndpoint? stored) => (_visit, _stored) = (visit, stored);

    public string Url => Text("url", _stored?.Url);

    public string Description => Text("description", _stored?.Description);

    public string Payload => Text("payload", EnumText.Of(_stored?.Payload ?? EndpointPayload.Thin));

    public string MaxPerSecond => Text("maxPerSecond", _stored?.MaxPerSecond.ToString(CultureInfo.InvariantCulture) ?? "100");

    /// <summary>All changes, or only those chosen.</summary>
    public string Which => Text("which", _stored is null || EndpointText.IsAll(_stored) ? AllTypes : ChosenTypes);

    public bool IsChosen(string type) => (IsPosted ? Types : _stored is null ? [] : [.. _stored.Types]).Contains(type);

    private bool IsPosted => _visit.Posted("_handler") == FormName;

    private string[] Types => _visit.Posted("types")?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <exception cref="RequestRefusedException">400: with what is wrong in each field.</exception>
    public EndpointSettings Read()
    {
        string[] types = Which == AllTypes ? ["*"] : Types;
        var errors = new InputErrors();
        var maxPerSecond = MaxPerSecond.Trim() is { Length: > 0 } text ? QueryText.Number(text, 1, int.MaxValue, "maxPerSecond", errors) : (int?)null;
        if (types.Length == 0)
        {
            errors.Add("types", "Choose at least one type, or all changes.");
        }

        errors.ThrowIfAny();
        return _stored is null
            ? new CreateEndpointBody { Url = Url.Trim(), Description = Description.Trim(), Payload = Payload, Types = types, MaxPerSecond = maxPerSecond }.Read()
            : new UpdateEndpointBody { Url = Url.Trim(), Description = Description.Trim(), Payload = Payload, Types = types, MaxPerSecond = maxPerSecond }.Read();
    }

    private string Text(string field, string? ofStored) => (IsPosted ? _visit.Posted(field) : ofStored) ?? "";
}
