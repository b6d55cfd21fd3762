using System.Globalization;

namespace Jobvite.Sandbox;

/// <summary>The routes about the companies that are played.</summary>
internal static class AdminCompanies
{
    private const int UsualList = 100;
    private const int LongestList = 1000;

    public static void MapCompanies(this AdminMap admin, CompanyDirectory companies)
    {
        admin.MapServer("GET", "/companies", "?skip=0&take=100: what is needed to connect each, and how much each has asked", http => Task.FromResult<object>(new
        {
            total = companies.All.Count,
            companies = companies.All.Skip(Number(http, "skip", 0, int.MaxValue)).Take(Number(http, "take", UsualList, LongestList)).Select(Describe).ToList(),
        }));
        admin.MapServer("POST", "/companies", """{"companyId":"acme","jobs":20,"candidates":100,"processes":5,"seed":7} plays one more, otherwise like the first""", async http =>
        {
            var wish = PartialJson.Read<CompanyWish>(await AdminMap.ReadAsync(http));
            var usual = companies.First.Options.Company(companies.All.Count + 1);
            var company = companies.Add(usual with
            {
                CompanyId = wish.CompanyId,
                Jobs = wish.Jobs ?? usual.Jobs,
                Candidates = wish.Candidates ?? usual.Candidates,
                Processes = wish.Processes ?? usual.Processes,
                Seed = wish.Seed ?? usual.Seed,
            });
            company.Start();
            return Describe(company);
        });
    }

    private static object Describe(SandboxCompany company) => new { credentials = company.Keys.Credentials, requests = company.Requests.Counts() };

    private static int Number(HttpContext http, string name, int usual, int most)
    {
        var text = http.Request.Query[name].ToString();
        return text.Length == 0 ? usual
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number
            : throw new ArgumentException($"{name} must be from 0 to {most}.");
    }

    private sealed record CompanyWish(string CompanyId, int? Jobs = null, int? Candidates = null, int? Processes = null, int? Seed = null);
}
