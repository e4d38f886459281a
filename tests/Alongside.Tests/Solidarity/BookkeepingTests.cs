using Alongside.Features.Calendar;
using Alongside.Features.People.Doors;
using Alongside.Features.Sealing;
using Alongside.Features.Solidarity;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static Alongside.Tests.Solidarity.MoneyStory;

namespace Alongside.Tests.Solidarity;

public class BookkeepingTests
{
    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_holder_is_refused_the_lines_of_people_in_their_own_care(string database)
    {
        await using var story = await Owes60(database);
        Assert.Empty(await story.Books(b => b.Payers(story.Therapist, Currency)));
        var refused = await story.Pays(60, by: story.Therapist);
        Assert.Contains("your own care", refused!.ToString(), StringComparison.Ordinal);
        Assert.Null(await story.Pays(60));
        Assert.DoesNotContain(await story.Books(b => b.Latest(story.Therapist, Currency)), l => l.Kind == EntryKind.Payment);
        var payment = Assert.Single(await story.Books(b => b.Latest(story.Bookkeeper, Currency)), l => l.Kind == EntryKind.Payment);
        Assert.NotNull(await story.Books(b => b.Reverse(story.Therapist, payment.Entry)));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Another_holder_sees_a_code_what_is_owed_and_the_month(string database)
    {
        await using var story = await Owes60(database);
        var line = Assert.Single(await story.Books(b => b.Payers(story.Bookkeeper, Currency)));
        Assert.Equal((story.Code, null, Dollars(60)), (line.Code, line.Name, line.Owed));
        Assert.Null(await story.Pays(60, code: story.Code.ToLowerInvariant().Replace("-", " ")));
        var paid = Assert.Single(await story.Books(b => b.Latest(story.Bookkeeper, Currency)), l => l.Kind == EntryKind.Payment);
        Assert.Equal((1, story.Code), (paid.Month.Day, paid.Code));
        Assert.Equal(Dollars(0), (await story.Statement()).Owed);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_name_is_read_by_bookkeeping_only_where_the_payer_gave_it_and_not_by_their_therapist(string database)
    {
        await using var story = await Owes60(database);
        await story.Does(async (visit, work) => Assert.Null(await Book(story, visit).KeepName(work, story.Client, "J. Okafor", new(story.Client.Person))));
        Assert.Equal("J. Okafor", Assert.Single(await story.Books(b => b.Payers(story.Bookkeeper, Currency))).Name);
        await using (var visit = story.Practice.Visit())
        {
            var folder = visit.Db.Folders.Single(f => f.Category == Category.Money);
            Assert.NotNull((await visit.Gate.Open(story.Therapist, folder.Id, Purpose.Bookkeeping)).Refusal);
            // By keys, not only by rules: no wrap that the therapist holds a key for.
            Assert.Null(await visit.Gate.Vault.DataKey(folder.Id, visit.Db.Generations.Where(g => g.Folder == folder.Id).Max(g => g.Number), story.Therapist));
        }
        await story.Does(async (visit, work) => Assert.Null(await Book(story, visit).KeepName(work, story.Client, " ", null)));
        Assert.Null(Assert.Single(await story.Books(b => b.Payers(story.Bookkeeper, Currency))).Name);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Of_who_stands_on_another_page_of_the_books_no_name_opens(string database)
    {
        await using var story = await Owes60(database);
        await story.Does(async (visit, work) => Assert.Null(await Book(story, visit).KeepName(work, story.Client, "J. Okafor", new(story.Client.Person))));
        await using var visit = story.Practice.Visit();
        var opened = await visit.Db.LogOnces.CountAsync();
        Assert.Empty(await story.Books(b => b.Payers(story.Bookkeeper, Currency, from: 1, most: 100)));
        Assert.Equal(opened, await visit.Db.LogOnces.CountAsync());
        Assert.NotNull(Assert.Single(await story.Books(b => b.Payers(story.Bookkeeper, Currency, from: 0, most: 100))).LastCharge);
        Assert.Equal(opened + 1, await visit.Db.LogOnces.CountAsync());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_name_changed_after_the_first_session_lies_under_a_key_that_never_reached_a_therapist_who_keeps_the_books(string database)
    {
        await using var story = await Begin(database);
        await Tells(story, "J. Okafor");
        await using var visit = story.Practice.Visit();
        var (folder, mandate) = (visit.Db.Folders.Single(f => f.Category == Category.Money).Id, visit.Db.Mandates.Single().Id);
        Assert.True(visit.Db.Wraps.Any(w => w.Folder == folder && w.Actor == mandate));
        var before = visit.Db.Generations.Where(g => g.Folder == folder).Max(g => g.Number);
        await story.Books();
        await Tells(story, "Jo Okafor");
        Assert.True(visit.Db.SealedRecords.OrderBy(r => r.Version).Last(r => r.Folder == folder).Generation > before);
        Assert.False(visit.Db.Wraps.Any(w => w.Folder == folder && (w.Actor == mandate || w.Actor == story.Therapist.Person.Actor)));
        Assert.Equal(0, await story.Practice.Swept());
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_becomes_a_therapist_of_somebody_is_shut_out_of_their_name_once_they_keep_their_fee_anew(string database)
    {
        await using var story = await Begin(database);
        await Tells(story, "J. Okafor");
        await story.Books();
        await story.Does(async (at, work) => Assert.Null(await Book(story, at).LeaveName(work, story.Client)));
        await using var visit = story.Practice.Visit();
        var folder = visit.Db.Folders.Single(f => f.Category == Category.Money).Id;
        Assert.NotNull((await visit.Gate.Open(story.Therapist, folder, Purpose.Bookkeeping)).Refusal);
        Assert.Null((await visit.Gate.Open(story.Bookkeeper, folder, Purpose.Bookkeeping)).Refusal);
        Assert.Equal(1, visit.Db.SealedRecords.Count(r => r.Folder == folder));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Who_says_yes_to_an_opening_keeps_their_name_from_its_therapist_at_that_moment(string database)
    {
        await using var story = await Begin(database);
        await Tells(story, "J. Okafor");
        await story.Does(async (at, work) =>
        {
            var appointment = new Appointment(story.Practice.Random.Id<AppointmentId>(), story.Therapist.Person, story.Client.Person,
                work.At + Duration.FromDays(7), 50, "America/Toronto", "room", work.At);
            at.Db.Appointments.Add(appointment);
            await at.Db.SaveChangesAsync();
            Assert.Null(await story.Follow(at).Booked(work, story.Client, appointment));
        });
        await using var visit = story.Practice.Visit();
        var folder = visit.Db.Folders.Single(f => f.Category == Category.Money).Id;
        Assert.NotNull((await visit.Gate.Open(story.Therapist, folder, Purpose.Bookkeeping)).Refusal);
        Assert.Null((await visit.Gate.Open(story.Bookkeeper, folder, Purpose.Bookkeeping)).Refusal);
    }

    private static Task Tells(MoneyStory story, string name) =>
        story.Does(async (visit, work) => Assert.Null(await Book(story, visit).KeepName(work, story.Client, name, new(story.Client.Person))));

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task A_name_is_told_to_bookkeeping_by_who_has_shown_that_it_is_theirs(string database)
    {
        await using var story = await Owes60(database);
        await story.Does(async (visit, work) =>
        {
            Assert.Equal(Accounts.Unproven, await Book(story, visit).KeepName(work, story.Client, "J. Okafor", null));
            Assert.Equal(Accounts.Unproven, await Book(story, visit).KeepName(work, story.Client, "J. Okafor", new(story.Therapist.Person)));
        });
        Assert.Null(Assert.Single(await story.Books(b => b.Payers(story.Bookkeeper, Currency))).Name);
    }

    [Fact]
    public async Task Who_holds_no_mandate_writes_nothing_down()
    {
        await using var story = await Owes60();
        var stranger = await story.Another();
        Assert.Equal(Features.Solidarity.Doors.Bookkeeping.NotAHolder, await story.Pays(60, by: stranger));
        Assert.Equal(Features.Solidarity.Doors.Bookkeeping.NotAHolder, await story.Books(b => b.RecordGift(stranger, Dollars(5), story.Today)));
    }

    [Fact]
    public async Task What_can_not_be_is_refused_in_a_sentence()
    {
        await using var story = await Owes60();
        Assert.NotNull(await story.Pays(60, code: "0000-0000"));
        Assert.NotNull(await story.Pays(0));
        Assert.NotNull(await story.Pays(-5));
        Assert.NotNull(await story.Books(b => b.RecordGift(story.Bookkeeper, Dollars(5), story.Today.PlusDays(1))));
        Assert.NotNull(await story.Books(b => b.RecordGift(story.Bookkeeper, Dollars(5), story.Today.PlusYears(-3))));
        Assert.Equal(Dollars(60), (await story.Statement()).Owed);
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task Whether_the_same_payment_is_another_one_is_asked_before_it_is_written_down_twice(string database)
    {
        await using var story = await Owes60(database);
        Task<Alongside.Kernel.Refusal?> Writes(long dollars, int daysAgo = 0, bool another = false) =>
            story.Books(b => b.RecordPayment(story.Bookkeeper, story.Code, Dollars(dollars), story.Today.PlusDays(-daysAgo), another));
        Assert.Null(await Writes(20));
        Assert.Contains("Is it another one?", (await Writes(20))!.ToString(), StringComparison.Ordinal);
        Assert.Equal(Dollars(40), (await story.Statement()).Owed);
        Assert.Null(await Writes(21));
        Assert.Null(await Writes(20, daysAgo: 1));
        Assert.Null(await Writes(20, another: true));
        foreach (var line in (await story.Statement()).Payments) Assert.Null(await story.Books(b => b.Reverse(story.Bookkeeper, line.Entry)));
        Assert.Null(await Writes(20));
    }

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_taken_back_stays_in_the_list_with_its_month_and_who_has_paid_owes_nothing(string database)
    {
        await using var story = await Owes60(database);
        Assert.Null(await story.Pays(60));
        Assert.Empty(await story.Books(b => b.Payers(story.Bookkeeper, Currency)));
        var paid = Assert.Single(await story.Books(b => b.Latest(story.Bookkeeper, Currency)), l => l.Kind == EntryKind.Payment);
        Assert.Null(paid.TakenBackIn);
        Assert.Null(await story.Books(b => b.Reverse(story.Bookkeeper, paid.Entry)));
        Assert.Equal(new(story.Today.Year, story.Today.Month, 1), Assert.Single(await story.Books(b => b.Latest(story.Bookkeeper, Currency)), l => l.Kind == EntryKind.Payment).TakenBackIn);
        Assert.Equal(Dollars(60), Assert.Single(await story.Books(b => b.Payers(story.Bookkeeper, Currency))).Owed);
    }

    [Fact]
    public async Task What_is_paid_ahead_is_kept_for_the_next_session()
    {
        await using var story = await Owes60();
        Assert.Null(await story.Pays(100));
        Assert.Equal(Dollars(-40), (await story.Statement()).Owed);
        await story.TakesPlace(await story.Books());
        Assert.Equal(Dollars(20), (await story.Statement()).Owed);
    }

    [Fact]
    public void A_code_is_read_as_somebody_would_type_it() => Assert.Equal("0110-ABCD", Payer.Typed(" oi l0 abcd "));

    internal static Features.Solidarity.Doors.ReceiptBook Book(MoneyStory story, Sealing.Visitor visit) => new(visit.Db, story.Practice.Premises, visit.Gate, story.Practice.Random,
        new Features.People.Doors.NameBook(visit.Db, visit.Gate));

    [Theory, MemberData(nameof(Databases.Both), MemberType = typeof(Databases))]
    public async Task What_is_written_down_by_the_mandate_stops_nobody_who_gave_it_their_name(string database)
    {
        await using var story = await Begin(database);
        await story.Does(async (visit, work) => Assert.Null(await Book(story, visit).KeepName(work, story.Client, "J. Okafor", new(story.Client.Person))));
        Assert.Null(await story.Chooses("some"));
        await story.TakesPlace(await story.Books(inDays: -1));
        Assert.Null(await story.Pays(60));
        Assert.Equal(0, await story.Practice.Swept());
    }

    private static async Task<MoneyStory> Owes60(string database = "sqlite")
    {
        var story = await Begin(database, inTheFund: 1000);
        await story.Chooses("some");
        await story.TakesPlace(await story.Books());
        return story;
    }
}
