using System.Text.Json;
using Jobvite.Grains.Interfaces;

namespace Jobvite.Storage.Tests;

public abstract class CandidateContract : StoreContract
{
    private static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Every_application_of_a_candidate_is_kept()
    {
        await Save(Sample.Person("p1", "a@example.com", Day, Sample.Application("a1", "New", Day)));
        Advance();
        await Save(Sample.Person("p1", "a@example.com", Day.AddDays(1), Sample.Application("a2", "Offer", Day.AddDays(1))));

        var candidate = await Candidate("p1");

        Assert.Equal(["a2", "a1"], candidate.Applications.Select(application => application.ApplicationId));
        Assert.Equal(1, (await Reader.Count(Company, Stop)).Candidates);
        Assert.Equal(2, (await Reader.Count(Company, Stop)).Applications);
    }

    [Fact]
    public async Task The_same_person_on_one_page_with_different_applications_gives_one_outcome_per_entry()
    {
        var run = await Begin();

        var result = await SavePage(
            run,
            Sample.Person("p1", null, Day, Sample.Application("a1")),
            Sample.Person("p1", null, Day, Sample.Application("a2")),
            Sample.Person("p2"));

        Assert.Equal(new UpsertCounts(3, 0, 0), result.Counts);
        Assert.Equal(2, (await Candidate("p1")).Applications.Length);
    }

    [Fact]
    public async Task An_entry_of_old_answers_may_carry_several_applications()
    {
        var counts = await Save(Sample.Person("p1", null, null, Sample.Application("a1"), Sample.Application("a2")));

        Assert.Equal(new UpsertCounts(1, 0, 0), counts);
        Assert.Equal(2, (await Candidate("p1")).Applications.Length);
    }

    [Fact]
    public async Task A_new_application_of_a_known_person_is_created()
    {
        await Save(Sample.Person("p1", null, null, Sample.Application("a1")));
        Advance();

        Assert.Equal(new UpsertCounts(1, 0, 0), await Save(Sample.Person("p1", null, null, Sample.Application("a2"))));
    }

    [Fact]
    public async Task A_changed_person_or_application_is_updated()
    {
        await Save(Sample.Person("p1", "old@example.com", null, Sample.Application("a1")));
        Advance();

        Assert.Equal(new UpsertCounts(0, 1, 0), await Save(Sample.Person("p1", "new@example.com", null, Sample.Application("a1"))));
        Advance();
        Assert.Equal(new UpsertCounts(0, 1, 0), await Save(Sample.Person("p1", "new@example.com", null, Sample.Application("a1", "Offer"))));
        Assert.Equal(new UpsertCounts(0, 0, 1), await Save(Sample.Person("p1", "new@example.com", null, Sample.Application("a1", "Offer"))));
    }

    [Fact]
    public async Task A_changed_application_brings_its_candidate_to_the_top()
    {
        await Save(Sample.Person("p1", null, null, Sample.Application("a1")), Sample.Person("p2"));
        Advance();
        await Save(Sample.Person("p1", null, null, Sample.Application("a1", "Offer")));

        var list = await Reader.ListCandidates(Company, new CandidateFilter(), new PageRequest(), false, Stop);

        Assert.Equal("p1", list.Items[0].JobviteCandidateId);
        Assert.Equal(Now, list.Items[0].UpdatedAt);
    }

    [Fact]
    public async Task An_unchanged_entry_touches_neither_person_nor_applications()
    {
        var entry = Sample.Person("p1", "a@example.com", Day, Sample.Application("a1", "New", Day));
        await Save(entry);
        var before = await Candidate("p1");
        var run = await Begin();
        Advance();

        var result = await SavePage(run, entry);

        Assert.Equal(new UpsertCounts(0, 0, 1), result.Counts);
        Assert.Equal((before.UpdatedAt, before.RawJson), ((await Candidate("p1")).UpdatedAt, (await Candidate("p1")).RawJson));
    }

    [Fact]
    public async Task The_person_is_as_the_answer_asked_for_last_shows_it_whichever_application_it_came_with()
    {
        await Save(Sample.Person("p1", "before@example.com", Day.AddDays(5), Sample.Application("a1", "Offer", Day.AddDays(5))));
        Advance();
        var counts = await Save(Sample.Person("p1", "now@example.com", Day, Sample.Application("a2", "New", Day)));

        var candidate = await Candidate("p1");

        Assert.Equal(new UpsertCounts(1, 0, 0), counts);
        Assert.Equal("now@example.com", candidate.Email);
        Assert.Equal(2, candidate.Applications.Length);
    }

    [Fact]
    public async Task Of_two_entries_of_a_person_in_one_answer_the_one_that_Jobvite_dates_later_shows_the_person()
    {
        await Save(
            Sample.Person("p1", "later@example.com", Day.AddDays(5), Sample.Application("a1", "Offer", Day.AddDays(5))),
            Sample.Person("p1", "earlier@example.com", Day, Sample.Application("a2", "New", Day)));

        Assert.Equal("later@example.com", (await Candidate("p1")).Email);
    }

    [Fact]
    public async Task An_application_moves_with_its_content_unchanged_when_Jobvite_joins_two_persons()
    {
        await Save(Sample.Person("p1", null, null, Sample.Application("a1")), Sample.Person("p2"));
        Advance();
        await Save(Sample.Person("p2", null, null, Sample.Application("a1")));

        Assert.Empty((await Candidate("p1")).Applications);
        Assert.Equal("a1", (await Candidate("p2")).Applications.Single().ApplicationId);
    }

    [Fact]
    public async Task The_raw_json_is_the_person_with_every_application()
    {
        await Save(Sample.Person("p1", "zoë@example.com", Day, Sample.Application("a1", "New", Day)));
        Advance();
        await Save(Sample.Person("p1", "zoë@example.com", Day.AddDays(1), Sample.Application("a2", "Offer", Day.AddDays(1))));

        var raw = JsonDocument.Parse((await Candidate("p1")).RawJson!).RootElement;

        Assert.Equal("zoë@example.com", raw.GetProperty("email").GetString());
        Assert.Equal(["a2", "a1"], raw.GetProperty("applications").EnumerateArray().Select(one => one.GetProperty("eId").GetString()));
    }

    [Fact]
    public async Task A_list_carries_raw_json_only_when_asked()
    {
        await Save(Sample.Person("p1", null, null, Sample.Application("a1")));

        Assert.Null((await Reader.ListCandidates(Company, new CandidateFilter(), new PageRequest(), false, Stop)).Items[0].RawJson);
        Assert.Contains("a1", (await Reader.ListCandidates(Company, new CandidateFilter(), new PageRequest(), true, Stop)).Items[0].RawJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_column_of_a_candidate_comes_back()
    {
        var row = Sample.Person("p1", "a@example.com") with
        {
            FirstName = "Ann",
            LastName = "Öz",
            Mobile = "1",
            HomePhone = "2",
            WorkPhone = "3",
            Address = "4",
            Address2 = "5",
            City = "6",
            State = "7",
            PostalCode = "8",
            Country = "9",
            Location = "10",
            Title = "11",
            CompanyName = "12",
            WorkStatus = "13",
            SmsConsent = true,
            PersonalDataProcessingStatus = "15",
        };
        await Save(row);

        var view = await Candidate("p1");

        Assert.Equal(
            string.Join('|', row.Email, row.FirstName, row.LastName, row.Mobile, row.HomePhone, row.WorkPhone, row.Address, row.Address2, row.City),
            string.Join('|', view.Email, view.FirstName, view.LastName, view.Mobile, view.HomePhone, view.WorkPhone, view.Address, view.Address2, view.City));
        Assert.Equal(
            string.Join('|', row.State, row.PostalCode, row.Country, row.Location, row.Title, row.CompanyName, row.WorkStatus, "true", row.PersonalDataProcessingStatus),
            string.Join('|', view.State, view.PostalCode, view.Country, view.Location, view.Title, view.CompanyName, view.WorkStatus, view.SmsConsent, view.PersonalDataProcessingStatus));
    }

    [Fact]
    public async Task Every_column_of_an_application_comes_back()
    {
        var row = Sample.Application("a1", "Offer", Day, "j1") with
        {
            WorkflowStateId = "w1",
            Disposition = "d",
            Source = "s",
            SourceType = "t",
            JobviteChannel = "c",
            SentDate = Day.AddDays(1),
            HireDate = Day.AddDays(2),
            StartDate = Day.AddDays(3),
            CustomFields = """{"shift":"night"}""",
            ConsentStatus = "yes",
            HasArtifacts = true,
        };
        await Save(Sample.Person("p1", null, null, row));

        Assert.Equal(
            new ApplicationView
            {
                ApplicationId = "a1",
                JobviteJobId = "j1",
                WorkflowState = "Offer",
                WorkflowStateId = "w1",
                Disposition = "d",
                Source = "s",
                SourceType = "t",
                JobviteChannel = "c",
                SentDate = Day.AddDays(1),
                LastUpdatedDate = Day,
                HireDate = Day.AddDays(2),
                StartDate = Day.AddDays(3),
                ConsentStatus = "yes",
                HasArtifacts = true,
                CustomFields = """{"shift":"night"}""",
            },
            (await Candidate("p1")).Applications.Single());
    }
}
