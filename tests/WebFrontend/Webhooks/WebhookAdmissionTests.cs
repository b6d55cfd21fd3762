namespace Jobvite.WebFrontend.Tests;

public sealed class WebhookAdmissionTests
{
    [Fact]
    public void A_company_that_takes_its_share_leaves_room_for_others()
    {
        var admission = new WebhookAdmission(slots: 100, slotsOfCompany: 25, largeBodies: 1);
        var places = Enumerable.Repeat("acme", 25).Select(id => admission.TryEnter(id, 100, out _)).ToList();

        Assert.DoesNotContain(null, places);
        Assert.Null(admission.TryEnter("acme", 100, out var own));
        Assert.True(own);
        Assert.NotNull(admission.TryEnter("globex", 100, out _));
        places[0]!.Dispose();
        Assert.NotNull(admission.TryEnter("acme", 100, out _));
    }

    [Fact]
    public void When_all_is_taken_it_is_nobodys_own_doing()
    {
        var admission = new WebhookAdmission(slots: 30, slotsOfCompany: 10, largeBodies: 1);
        for (var i = 0; i < 30; i++)
        {
            Assert.NotNull(admission.TryEnter($"c{i}", 0, out _));
        }

        Assert.Null(admission.TryEnter("late", 0, out var own));
        Assert.False(own);
    }

    [Fact]
    public void A_large_event_takes_more_of_the_share()
    {
        var admission = new WebhookAdmission(slots: 1000, slotsOfCompany: 500, largeBodies: 1);
        Assert.NotNull(admission.TryEnter("acme", 1024 * 1024, out _));
        Assert.Null(admission.TryEnter("acme", 1024 * 1024, out _));
        Assert.NotNull(admission.TryEnter("acme", 1024, out _));
    }

    [Fact]
    public void Nothing_is_remembered_of_companies_that_have_left()
    {
        var admission = new WebhookAdmission();
        for (var i = 0; i < 1000; i++)
        {
            var place = admission.TryEnter($"c{i}", 5000, out _)!;
            place.Dispose();
            place.Dispose();
        }

        Assert.Equal(0, admission.Companies);
    }

    [Fact]
    public void Large_bodies_come_in_one_at_a_time_for_each_place()
    {
        var admission = new WebhookAdmission(slots: 10, slotsOfCompany: 10, largeBodies: 1);
        var first = admission.TryReceiveLarge();
        Assert.NotNull(first);
        Assert.Null(admission.TryReceiveLarge());
        first.Dispose();
        Assert.NotNull(admission.TryReceiveLarge());
    }
}
