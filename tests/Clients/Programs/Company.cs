using System.Net.Http.Json;
using System.Text.Json;

namespace Jobvite.Clients.Tests;

/// <summary>The company of the program under test: what happens to it at the stand-in, and what its feed says of that.</summary>
internal sealed class Company(Kit kit) : IDisposable
{
    private const string Api = "/api/integrations/jobvite";
    private readonly HttpClient _stand = new() { BaseAddress = kit.Service.SandboxAdmin };

    public HttpClient Http { get; } = new() { BaseAddress = kit.Service.Url, DefaultRequestHeaders = { Authorization = new("Bearer", kit.Service.Token) } };

    /// <summary>The ids of the items behind a cursor, and the last one's cursor.</summary>
    public async Task<(string[] Ids, string End)> Feed(string cursor)
    {
        List<string> ids = [];
        while (true)
        {
            var page = await Http.GetFromJsonAsync<JsonElement>($"{Api}/changes?limit=1000&after={cursor}");
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString()!;
            if (!page.GetProperty("hasMore").GetBoolean())
            {
                return ([.. ids], cursor);
            }
        }
    }

    /// <summary>Moves candidates to other stages, one after the other.</summary>
    /// <param name="first">How many candidates of the list are left alone.</param>
    /// <param name="candidates">How many are moved in turn.</param>
    /// <param name="moves">In all.</param>
    /// <param name="stage">The beginning of the stages' names.</param>
    /// <param name="pause">After each move.</param>
    public async Task Move(int first, int candidates, int moves, string stage, TimeSpan pause)
    {
        var people = (await Http.GetFromJsonAsync<JsonElement>($"{Api}/candidates?pageSize=60")).GetProperty("items").EnumerateArray().Select(one => one.GetProperty("jobviteCandidateId").GetString()!).ToArray();
        for (var move = 0; move < moves; move++)
        {
            using var answer = await _stand.PostAsJsonAsync($"/admin/candidates/{people[first + (move % candidates)]}/stage", new { stage = $"{stage} {move / candidates}" });
            Assert.True(answer.IsSuccessStatusCode);
            await Task.Delay(pause);
        }
    }

    public void Dispose()
    {
        Http.Dispose();
        _stand.Dispose();
    }
}

/// <summary>One after the other: what one class changes at the company, the feed tells the others too.</summary>
[CollectionDefinition(nameof(Company))]
public sealed class CompanyCollection;
