using Alongside.Features.Calendar;
using Alongside.Features.Consents;
using Alongside.Features.Sealing;
using Alongside.Features.Sealing.Gate;
using Alongside.Features.Welcome;
using Alongside.Features.Welcome.Doors;
using Alongside.Storage.Guards;
using Alongside.Tests.Sealing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alongside.Tests.Welcome;

public class WelcomeTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_typed_is_the_writers_alone_until_it_is_sent_and_then_welcomes(string database)
    {
        await using var story = await WelcomeStory.Begin(database);
        var wren = await story.Begins();
        await story.Writes(wren, new() { Brings = "I can’t sleep.", Used = "Wren", Phone = "416 555 0101", Circumstances = [WelcomeStory.Second] });
        Assert.Empty(await story.List(story.Amara));
        await using (var visit = story.Practice.Visit())
        {
            var draft = await visit.Db.Folders.SingleAsync(f => f.Subject == wren.Person.Subject);
            Assert.Equal(Category.Draft, draft.Category);
            Assert.Equal(wren.Person.Actor, Assert.Single(await visit.Db.Wraps.Where(w => w.Folder == draft.Id).ToListAsync()).Actor);
        }
        Assert.Null(await story.Sends(wren));
        var waiter = Assert.Single(await story.List(story.Amara));
        Assert.Equal("Wren", waiter.Names!.Used);
        Assert.Equal([WelcomeStory.Second], waiter.Fit!.Circumstances);
        Assert.Equal("I can’t sleep.", (await story.Visits(d => d.List.Read(story.Bea, waiter.Request)))!.Brings);
        Assert.Equal("416 555 0101", (await story.Visits(d => d.Channels.Of(story.Chidi, wren.Person)))!.Phone);
        await using var later = story.Practice.Visit();
        Assert.False(await later.Db.Folders.AnyAsync(f => f.Category == Category.Draft));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_the_person_shuts_out_reads_nothing_and_holds_no_wrap(string database)
    {
        await using var story = await WelcomeStory.Begin(database);
        var wren = await story.Asks(new() { Brings = "My cousin works here.", Used = "Wren", ShutOut = [story.Bea.Person.Value] });
        var seen = Assert.Single(await story.List(story.Bea));
        Assert.Equal((null, null), (seen.Fit, seen.Names));
        Assert.Null(await story.Visits(d => d.List.Read(story.Bea, seen.Request)));
        Assert.NotNull(await story.Visits(d => d.List.Read(story.Amara, seen.Request)));
        await using var visit = story.Practice.Visit();
        var mandate = (await visit.Db.Mandates.SingleAsync(m => m.Name == "welcome")).Id;
        var reach = await visit.Db.Wraps.Where(w => visit.Db.Folders.Any(f => f.Id == w.Folder && f.Subject == wren.Person.Subject)).Select(w => w.Actor).Distinct().ToListAsync();
        Assert.DoesNotContain(story.Bea.Person.Actor, reach);
        Assert.DoesNotContain(mandate, reach);
        Assert.Contains(story.Amara.Person.Actor, reach);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Names_open_as_far_as_the_list_is_shown_and_places_are_those_of_the_whole_list(string database)
    {
        await using var story = await WelcomeStory.Begin(database);
        foreach (var (name, circumstance) in new[] { ("Wren", (string?)null), ("Ada", WelcomeStory.Second), ("Kofi", WelcomeStory.First) })
            await story.Asks(new() { Brings = "I can’t sleep.", Used = name, Circumstances = circumstance is null ? [] : [circumstance] });
        var (whole, part) = (await story.List(story.Amara), await story.Visits(d => d.List.All(story.Bea, OrderOfPlacing.Offered, 2)));
        Assert.Equal(whole.Select(w => w.Request.Id), part.Select(w => w.Request.Id));
        Assert.Equal([false, false, true], part.Select(w => w.Fit is null));
        Assert.Equal(whole.Take(2).Select(w => w.Names!.Used), part.Take(2).Select(w => w.Names?.Used));
        Assert.Null(part[2].Names);
        await using var visit = story.Practice.Visit();
        var seen = await visit.Db.LogSides.Where(s => s.Subject == part[2].Request.Person.Subject).Join(visit.Db.LogEntries, s => s.Index, e => e.Index, (s, e) => new { s.Folder, e.Leaf }).ToListAsync();
        var names = await visit.Db.Folders.Where(f => f.Category == Category.Name).Select(f => f.Id).ToListAsync();
        Assert.DoesNotContain(seen, e => e.Folder is { } folder && names.Contains(folder) && LogLeaf.Read(e.Leaf) is { Act: "open" } leaf && leaf.Actor == story.Bea.Person.Actor);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_no_said_while_a_draft_lay_there_stands_when_it_is_sent(string database)
    {
        await using var story = await WelcomeStory.Begin(database);
        var wren = await story.Begins();
        await story.Writes(wren, new() { Brings = "My cousin works here.", Used = "Wren" });
        Assert.Null(await story.Visits(d => d.Consenting.Deny(wren, story.Bea.Person)));
        Assert.Null(await story.Sends(wren));
        await ReachesAllBut(story, wren, story.Bea);

        // Nor does sending what was changed lift it, from a tab that was open before.
        await story.Writes(wren, new() { Brings = "My cousin works here, and her friend.", Used = "Wren", ShutOut = [story.Chidi.Person.Value] });
        Assert.Null(await story.Sends(wren));
        await ReachesAllBut(story, wren, story.Bea, story.Chidi);
        await story.Writes(wren, new() { Brings = "Once more.", Used = "Wren" });
        Assert.Null(await story.Sends(wren));
        await ReachesAllBut(story, wren, story.Bea, story.Chidi);
        await story.Writes(wren, new() { Brings = "And her boss.", Used = "Wren", ShutOut = [story.Amara.Person.Value] });
        Assert.Contains("nobody who holds welcome", (await story.Sends(wren))!.ToString(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Shutting_out_everybody_who_could_read_it_is_said_before_it_is_sent(string database)
    {
        await using var story = await WelcomeStory.Begin(database);
        var wren = await story.Begins();
        await story.Writes(wren, new() { Brings = "Hm.", ShutOut = [story.Amara.Person.Value, story.Bea.Person.Value, story.Chidi.Person.Value] });
        Assert.Contains("nobody who holds welcome", (await story.Sends(wren))!.ToString(), StringComparison.Ordinal);
        Assert.Null((await story.Request(wren)).SentAt);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_list_stands_in_the_agreed_order_and_each_sees_their_own_place(string database)
    {
        await using var story = await WelcomeStory.Begin(database);
        var plain = await story.Asks(new() { Brings = "a" });
        var second = await story.Asks(new() { Brings = "b", Circumstances = [WelcomeStory.Second] });
        var first = await story.Asks(new() { Brings = "c", Circumstances = [WelcomeStory.First] });
        var list = await story.List(story.Amara);
        Assert.Equal([first.Person, second.Person, plain.Person], list.Select(w => w.Request.Person));
        var request = await story.Request(plain);
        Assert.Equal((3, 3, 0), (request.Place, request.Of, request.LongestAhead));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Nobody_is_offered_a_place_before_whom_it_suits_without_a_reason_that_they_read(string database)
    {
        await using var story = await WelcomeStory.Begin(database);
        var first = await story.Asks(new() { Brings = "a", Circumstances = [WelcomeStory.First] });
        var phone = await story.Asks(new() { Brings = "b", Ways = ["phone"], Circumstances = [WelcomeStory.First] });
        var last = await story.Asks(new() { Brings = "c" });
        var opening = await story.Opening(story.Chidi);
        Assert.Contains("comes first", (await story.Offers(story.Amara, last, opening))!.ToString(), StringComparison.Ordinal);
        Assert.Null(await story.Offers(story.Amara, last, opening, (first, Unsuited.Language)));
        await using var visit = story.Practice.Visit();
        Assert.Equal(Unsuited.Language, Assert.Single(await visit.Db.Passed((await story.Request(first)).Id)).Why);
        Assert.Equal(Unsuited.Way, Assert.Single(await visit.Db.Passed((await story.Request(phone)).Id)).Why);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Nobody_is_passed_over_for_a_time_or_a_way_that_suits_them(string database)
    {
        await using var story = await WelcomeStory.Begin(database);
        var anyTime = await story.Asks(new() { Brings = "a" });
        var last = await story.Asks(new() { Brings = "b" });
        var opening = await story.Opening(story.Chidi);
        foreach (var untrue in new[] { Unsuited.Time, Unsuited.Way })
            Assert.Contains("can come at that time", (await story.Offers(story.Amara, last, opening, (anyTime, untrue)))!.ToString(), StringComparison.Ordinal);
        await using var visit = story.Practice.Visit();
        Assert.Empty(await visit.Db.Passed((await story.Request(anyTime)).Id));
        Assert.Null(await story.Offers(story.Amara, last, opening, (anyTime, Unsuited.SaidNo)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Nobody_is_placed_with_somebody_they_shut_out(string database)
    {
        await using var story = await WelcomeStory.Begin(database);
        var wren = await story.Asks(new() { Brings = "a", ShutOut = [story.Chidi.Person.Value] });
        var (hers, other) = (await story.Opening(story.Chidi), await story.Opening(story.Bea));
        Assert.Equal(Placements.NotTheirs, await story.Offers(story.Amara, wren, hers));
        // Nor does the list of what may be offered tell one apart from another that isn't free.
        Assert.Equal([other], (await story.Visits(async d => await d.List.OpeningsFor(await story.Request(wren)))).Select(o => o.Id));
        Assert.Null(await story.Offers(story.Amara, wren, other));
    }

    [Fact]
    public void What_refuses_an_opening_names_no_reason()
    {
        var said = Placements.NotTheirs.ToString();
        foreach (var telling in new[] { "they ", "want", "shut", "keep" }) Assert.DoesNotContain(telling, said, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whoever_the_person_shuts_out_sees_no_offer_to_them_and_does_nothing_about_it(string database)
    {
        await using var story = await WelcomeStory.Begin(database);
        var wren = await story.Asks(new() { Brings = "My cousin works here.", ShutOut = [story.Bea.Person.Value] });
        Assert.Equal(Gate.NotYours, await story.Offers(story.Bea, wren, await story.Opening(story.Chidi)));
        Assert.Null(await story.Offers(story.Amara, wren, await story.Opening(story.Chidi, inDays: 11)));
        var seen = Assert.Single(await story.List(story.Bea));
        Assert.Equal((null, true), (seen.Open, seen.ShutsOut));
        var offer = await story.OfferTo(wren);
        Assert.Equal(Gate.NotYours, await story.Answers(story.Bea, wren, yes: false));
        Assert.Equal(Gate.NotYours, await story.Answers(story.Bea, wren, yes: true));
        Assert.Equal(Gate.NotYours, await story.Visits(d => d.List.TakeBack(story.Bea, offer.Id)));
        Assert.Equal(Answer.None, (await story.OfferTo(wren)).Answer);
        Assert.NotNull(Assert.Single(await story.List(story.Amara)).Open);
        Assert.Null(await story.Visits(d => d.List.TakeBack(story.Amara, offer.Id)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whether_somebody_has_an_offer_is_not_told_to_whom_they_shut_out_by_what_others_may_be_offered(string database)
    {
        await using var story = await WelcomeStory.Begin(database);
        var wren = await story.Asks(new() { Brings = "a", ShutOut = [story.Bea.Person.Value] });
        var later = await story.Asks(new() { Brings = "b" });
        Assert.Null(await story.Offers(story.Amara, wren, await story.Opening(story.Chidi)));
        var opening = await story.Opening(story.Chidi, inDays: 11);
        Assert.Contains("comes first", (await story.Offers(story.Bea, later, opening))!.ToString(), StringComparison.Ordinal);
        Assert.Null(await story.Offers(story.Bea, later, opening, (wren, Unsuited.Wishes)));
        await using var visit = story.Practice.Visit();
        Assert.Empty(await visit.Db.Passed((await story.Request(wren)).Id));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Nor_whom_else_they_shut_out(string database)
    {
        await using var story = await WelcomeStory.Begin(database);
        await story.Asks(new() { Brings = "a", ShutOut = [story.Bea.Person.Value, story.Chidi.Person.Value] });
        var later = await story.Asks(new() { Brings = "b" });
        Assert.Contains("comes first", (await story.Offers(story.Bea, later, await story.Opening(story.Chidi)))!.ToString(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Nobody_enters_a_yes_of_theirs_to_a_therapist_whom_they_shut_out_meanwhile(string database)
    {
        await using var story = await WelcomeStory.Begin(database);
        var wren = await story.Asks();
        Assert.Null(await story.Offers(story.Amara, wren, await story.Opening(story.Chidi)));
        await story.SaysNo(wren, story.Chidi);
        Assert.Equal(Placements.NotTheirs, await story.Answers(story.Amara, wren, yes: true));
        Assert.Null(await story.Answers(story.Amara, wren, yes: false));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_log_says_once_a_day_who_had_the_list_before_them_and_each_time_who_read_what_somebody_wrote(string database)
    {
        await using var story = await WelcomeStory.Begin(database);
        var wren = await story.Asks();
        var request = await story.Request(wren);
        for (var look = 0; look < 3; look++)
        {
            await story.List(story.Amara);
            await story.Visits(d => d.List.Read(story.Amara, request));
            await story.Visits(d => d.Channels.Of(story.Amara, wren.Person));
        }
        await using var visit = story.Practice.Visit();
        var sides = await visit.Db.LogSides.Where(s => s.Subject == wren.Person.Subject)
            .Join(visit.Db.LogEntries, s => s.Index, e => e.Index, (s, e) => new { s.Folder, e.Leaf }).ToListAsync();
        var categories = await visit.Db.Folders.ToDictionaryAsync(f => f.Id, f => f.Category);
        var looks = sides.Where(s => LogLeaf.Read(s.Leaf) is { Act: "open" } leaf && leaf.Actor == story.Amara.Person.Actor).CountBy(s => categories[s.Folder!.Value]).ToDictionary();
        Assert.Equal((1, 1, 3, 3), (looks[Category.Name], looks[Category.Fit], looks[Category.Request], looks[Category.Channel]));
    }

    [Fact]
    public async Task No_word_of_who_asks_stands_on_the_disk()
    {
        await using var story = await WelcomeStory.Begin("sqlite");
        AskDraft draft = new()
        {
            Brings = "tangerine brings",
            Used = "tangerine name",
            Pronouns = "tangerine pronouns",
            Voicemail = "tangerine voicemail",
            Languages = "tangerine tongue",
            Access = "tangerine access",
            Phone = "tangerine phone",
            Text = "tangerine text",
            Email = "tangerine mail",
            Hours = "tangerine hours",
            SafeWords = "tangerine safe",
            Not = "tangerine not",
            Wishes = "tangerine wishes",
            Times = ["tangerine times"],
            Ways = ["tangerine ways"],
            Circumstances = ["tangerine circumstance"],
        };
        var (sent, kept) = (await story.Asks(draft), await story.Begins());
        await story.Writes(kept, draft);
        Assert.Equal("tangerine name", Assert.Single(await story.List(story.Amara)).Names!.Used);
        await story.Writes(sent, draft with { Brings = "tangerine again" });
        await OnDisk.HoldsNothing(story.Practice, "tangerine");
        var request = await story.Request(sent);
        Assert.Null(await story.Visits(d => d.Asking.Stop(sent, request)));
        await OnDisk.HoldsNothing(story.Practice, "tangerine");
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_may_not_know_the_name_under_which_somebody_pays_may_still_be_offered_to_them(string database)
    {
        await using var story = await WelcomeStory.Begin(database);
        var wren = await story.Asks();
        await story.SaysNo(wren, story.Chidi, Category.Money);
        Assert.Null(await story.Offers(story.Amara, wren, await story.Opening(story.Chidi)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_yes_books_the_session_and_closes_to_welcome_what_it_was_shown(string database)
    {
        await using var story = await WelcomeStory.Begin(database);
        var wren = await story.Asks();
        Assert.Null(await story.Offers(story.Amara, wren, await story.Opening(story.Chidi)));
        var request = await story.Request(wren);
        Assert.NotNull(await story.Answers(await story.Practice.Person(), wren, yes: true));
        Assert.Null(await story.Answers(wren, wren, yes: true));
        Assert.Null(await story.Answers(wren, wren, yes: true));
        await using var visit = story.Practice.Visit();
        var session = Assert.Single(await visit.Db.Appointments.ToListAsync());
        Assert.Equal((story.Chidi.Person, wren.Person), (session.Therapist, session.Client));
        Assert.NotNull((await story.Request(wren)).PlacedAt);
        Assert.Empty(await story.List(story.Amara));
        Assert.Null(await story.Visits(d => d.List.Read(story.Amara, request)));
        Assert.Null(await story.Visits(d => d.Channels.Of(story.Amara, wren.Person)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Declining_or_silence_never_costs_the_place(string database)
    {
        await using var story = await WelcomeStory.Begin(database);
        var wren = await story.Asks(new() { Brings = "a", Circumstances = [WelcomeStory.First] });
        await story.Asks(new() { Brings = "b" });
        var (since, opening) = ((await story.Request(wren)).SentAt, await story.Opening(story.Chidi, inDays: 20));
        Assert.Null(await story.Offers(story.Amara, wren, opening));
        Assert.Null(await story.Answers(wren, wren, yes: false));
        Assert.Equal(OpeningState.Free, (await OpeningOf(story, opening)).State);
        Assert.Null(await story.Offers(story.Amara, wren, opening));
        story.Practice.Clock.Now += Duration.FromDays(8);
        await story.Lapses();
        Assert.Equal((Answer.Silence, OpeningState.Free), ((await story.OfferTo(wren)).Answer, (await OpeningOf(story, opening)).State));
        Assert.NotNull(await story.Answers(wren, wren, yes: true));
        Assert.Equal(wren.Person, (await story.List(story.Amara))[0].Request.Person);
        Assert.Equal(since, (await story.Request(wren)).SentAt);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task An_answer_by_phone_is_entered_by_a_member_and_the_person_sees_by_whom(string database)
    {
        await using var story = await WelcomeStory.Begin(database);
        var wren = await story.Asks();
        Assert.Null(await story.Offers(story.Amara, wren, await story.Opening(story.Chidi)));
        Assert.Null(await story.Answers(story.Bea, wren, yes: true));
        var offer = await story.OfferTo(wren);
        Assert.Equal((Answer.Yes, story.Bea.Person), (offer.Answer, offer.AnsweredBy));
        // Only the person can take their yes back: it ends when they come, as they had said.
        Assert.NotNull(await story.Visits(d => d.Channels.Of(story.Amara, wren.Person)));
        await story.Visits(async d =>
        {
            await d.Placements.CloseIfPlaced(wren);
            return true;
        });
        Assert.Null(await story.Visits(d => d.Channels.Of(story.Amara, wren.Person)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_stops_waiting_is_read_no_more_and_what_they_wrote_is_erased(string database)
    {
        await using var story = await WelcomeStory.Begin(database);
        var wren = await story.Asks();
        var opening = await story.Opening(story.Chidi);
        Assert.Null(await story.Offers(story.Amara, wren, opening));
        var request = await story.Request(wren);
        Assert.Null(await story.Visits(d => d.Asking.Stop(wren, request)));
        Assert.Empty(await story.List(story.Amara));
        Assert.Equal(OpeningState.Free, (await OpeningOf(story, opening)).State);
        await using var visit = story.Practice.Visit();
        Assert.False(await visit.Db.Folders.AnyAsync(f => f.Subject == wren.Person.Subject && (f.Category == Category.Request || f.Category == Category.Fit)));
        Assert.DoesNotContain(await visit.Db.Said(story.Practice.Premises.House, wren.Person), p => p is { Decision: Decision.Permit, Withdrawal: null });
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task The_database_keeps_how_long_somebody_waits_and_what_was_answered(string database)
    {
        await using var story = await WelcomeStory.Begin(database);
        var wren = await story.Asks();
        Assert.Null(await story.Offers(story.Amara, wren, await story.Opening(story.Chidi)));
        Assert.Null(await story.Answers(wren, wren, yes: false));
        await using var visit = story.Practice.Visit();
        foreach (var sql in new[]
        {
            "UPDATE \"CareRequests\" SET \"SentAt\" = \"SentAt\" + 1", "DELETE FROM \"CareRequests\"",
            "UPDATE \"Offers\" SET \"Answer\" = 'Yes'", "DELETE FROM \"Offers\"",
        }) await Assert.ThrowsAnyAsync<Exception>(() => visit.Db.Database.ExecuteSqlRawAsync(sql));
        await DatabaseGuards.Drop(visit.Db, DatabaseGuards.All.Single(g => g.Name == "CareRequests_keep_their_place"));
        Assert.Equal(1, await visit.Db.Database.ExecuteSqlRawAsync("UPDATE \"CareRequests\" SET \"SentAt\" = \"SentAt\" + 1"));
    }

    private static async Task ReachesAllBut(WelcomeStory story, Keyring who, params Keyring[] shutOut)
    {
        await using var visit = story.Practice.Visit();
        var kept = await visit.Db.KeptOut(story.Practice.Premises.House, who.Person, story.Practice.Clock.Now + Duration.FromMinutes(1));
        Assert.Equal(shutOut.Select(s => s.Person).ToHashSet(), kept.ToHashSet());
        var mandate = (await visit.Db.Mandates.SingleAsync(m => m.Name == "welcome")).Id;
        var reach = await visit.Db.Wraps.Where(w => visit.Db.Folders.Any(f => f.Id == w.Folder && f.Subject == who.Person.Subject)).Select(w => w.Actor).ToListAsync();
        Assert.DoesNotContain(mandate, reach);
        foreach (var member in new[] { story.Amara, story.Bea, story.Chidi })
            Assert.Equal(!shutOut.Contains(member), reach.Contains(member.Person.Actor));
    }

    private static Task<Opening> OpeningOf(WelcomeStory story, OpeningId id) => story.Visits(d => d.Visit.Db.Openings.AsNoTracking().SingleAsync(o => o.Id == id));
}
