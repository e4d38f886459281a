using Alongside.Features.Consents;
using Alongside.Features.People;
using Alongside.Features.Records;
using Alongside.Features.Sealing;
using Alongside.Features.Solidarity;
using Alongside.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Alongside.Demo.Sized;

/// <summary>One life in its folders: names, consents, notes, receipts, and what was taken back, in the order in which it came.</summary>
internal sealed class Living
{
    private readonly Life life;
    private readonly PersonId therapist;
    private readonly Chance chance;
    private readonly Locksmith locksmith;
    private readonly List<(Instant At, Action Happens)> happenings = [];
    private readonly Dictionary<string, Permission> yes = new(StringComparer.Ordinal);
    private Folder? name, notes, money;

    private Living(Life life, PersonId therapist, IReadOnlyList<Asked> receipts, Chance chance, Locksmith locksmith)
    {
        (this.life, this.therapist, this.chance, this.locksmith) = (life, therapist, chance, locksmith);
        Folders = new(locksmith, life.Person, chance.Id, life.CameAt);
        Came();
        foreach (var met in life.Sessions) Meet(met);
        foreach (var asked in receipts) happenings.Add((asked.At, () =>
        {
            money ??= Folders.Begin(Category.Money, Guid.Empty, asked.At);
            Folders.Seal(money, Receipt.Kind, chance.Id(), asked.Receipt, asked.At);
        }
            ));
        if (life.NotesTakenBackAt is { } back) happenings.Add((back, () => Folders.Withdraw(yes["notes"], back)));
        if (life.GoneAt is { } gone) happenings.Add((gone, () => yes.Values.ToList().ForEach(given => Folders.Withdraw(given, gone))));
    }

    public OnesFolders Folders { get; }

    public int Notes { get; private set; }

    /// <param name="life">As it was planned.</param>
    /// <param name="therapist">With whom.</param>
    /// <param name="receipts">As money was reckoned.</param>
    /// <param name="chance">For their words and ids.</param>
    /// <param name="locksmith">See there.</param>
    public static Living Of(Life life, PersonId therapist, IReadOnlyList<Asked> receipts, Chance chance, Locksmith locksmith)
    {
        var living = new Living(life, therapist, receipts, chance, locksmith);
        foreach (var (_, happens) in living.happenings.OrderBy(h => h.At)) happens();
        return living;
    }

    private void Came()
    {
        var at = life.CameAt;
        name = Folders.Begin(Category.Name, Guid.Empty, at);
        Folders.Seal(name, Names.Kind, chance.Id(), life.Names.Tidy(DateTimeZoneProviders.Tzdb).Value, at);
        if (life.Channels is { } channels)
        {
            at += Duration.FromMinutes(2);
            Folders.Seal(Folders.Begin(Category.Channel, Guid.Empty, at), Channels.Kind, chance.Id(), channels, at);
        }
        SayYes(life.CameAt + Duration.FromMinutes(5));
    }

    private void SayYes(Instant at)
    {
        var given = Sharing.All.Where(s => Sharing.Least.Contains(s.Key) || (s.Key == "channel" && life.Channels is not null && life.SharesChannels)).ToList();
        foreach (var sharing in given)
        {
            Instant? until = sharing.AtMost is { } lasts ? at + lasts : null;
            if (sharing.Category == Category.Notes) notes = Folders.Begin(Category.Notes, therapist.Value, at);
            var permission = Permission.Permit(chance.Id<PermissionId>(), life.Person, therapist.Actor, sharing.Category, sharing.Category == Category.Notes ? notes!.Id : null,
                sharing.Purpose, sharing.MayWrite, new(at, until), null).Value;
            yes[sharing.Key] = permission;
            Folders.Permit(permission, at);
            if (until is { } end && end + Duration.FromMinutes(1) < locksmith.Now) happenings.Add((end, () => Folders.Expire(permission, end + Duration.FromMinutes(1))));
        }
        var consent = new Consent(therapist.Value, [.. Sharing.All.Select(s => s.Title)], [.. given.Select(s => s.Key)], "en", [.. yes.Values.Select(p => p.Id.Value)]);
        Folders.Seal(Folders.Begin(Category.Papers, Guid.Empty, at), Consent.Kind, chance.Id(), consent, at);
    }

    private void Meet(Met met)
    {
        if (met.LookedUp) happenings.Add((met.Session.Start - Duration.FromMinutes(10), () =>
        {
            var at = met.Session.Start - Duration.FromMinutes(10);
            Folders.Opened(name!, therapist, Purpose.Care, yes["name"], at);
            Folders.Opened(notes!, therapist, Purpose.Care, yes["notes"], at);
        }
            ));
        if (met.NoteAt is not { } noteAt) return;
        var row = chance.Id();
        happenings.Add((noteAt, () =>
        {
            var day = met.Session.Start.InZone(DateTimeZoneProviders.Tzdb[met.Session.Zone]).Date;
            Folders.Seal(notes!, Note.Kind, row, new Note(LocalDatePattern.Iso.Format(day), Invented.Note(chance)), noteAt, therapist, Purpose.Care, new(yes["notes"].Id, null));
            Notes++;
        }
        ));
        if (met.AsideAt is { } asideAt) happenings.Add((asideAt, () => Folders.Seal(notes!, Aside.Kind, chance.Id(), new Aside(row, Invented.Beside(chance)), asideAt)));
    }
}
