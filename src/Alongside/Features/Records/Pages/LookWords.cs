using Alongside.Features.Circle;
using Alongside.Features.Consents;
using Alongside.Features.Consents.Doors;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Site;
using Alongside.Storage;

namespace Alongside.Features.Records.Pages;

/// <summary>The access log in plain words, as it is said to the person it is about.</summary>
/// <param name="T">In their language.</param>
/// <param name="me">Who reads.</param>
/// <param name="postBox">The practice's mail sender.</param>
/// <param name="names">The names under which members work, and worked.</param>
/// <param name="said">What the reader said yes and no to.</param>
/// <param name="mandates">The names of mandates, by the actor that each is.</param>
public sealed class LookWords(Words T, PersonId me, ActorId postBox, IReadOnlyDictionary<PersonId, string> names, IReadOnlyDictionary<PermissionId, Permission> said, IReadOnlyDictionary<ActorId, string> mandates)
{
    private readonly HashSet<ActorId> beside = [.. said.Values.Where(p => Supporting.Of(p) is not null).Select(p => p.Actor)];

    /// <summary>What the reader said yes and no to, the newest first.</summary>
    public IEnumerable<Permission> Said => said.Values.OrderByDescending(p => p.From);

    public static async Task<LookWords> Load(Database db, Premises premises, Keyring by, SupportBook support, Words words, CancellationToken stop)
    {
        var (names, me) = (await db.WorkingNames(stop), by.Person);
        var said = (await db.Said(premises.House, me, stop)).ToDictionary(p => p.Id);
        foreach (var (who, name) in await support.Names(by, said.Values, stop)) names[who] = name;
        return new(words, me, premises.PostBox, names, said, await db.NamesOfMandates(stop));
    }

    /// <summary>What was done, as a sentence.</summary>
    public string Sentence(Look look) => Told(look) ?? (IsMine(look) ? T["You did something here that this page has no words for yet."] : T["{0} did something that concerns you.", Who(look.Actor)]);

    /// <summary>The same; null for an act that nobody has put into words.</summary>
    public string? Told(Look look) => look.Act switch
    {
        "open" => IsMine(look) ? T["You opened {0}.", What(look)] : T["{0} opened {1}.", Who(look.Actor), What(look)],
        "seal" when look is { Category: Category.Messages, Purpose: Purpose.Contact } && !IsMine(look) => T["{0} left you word that something of yours was demanded, or opened without your yes. It stands on “My care”.", Who(look.Actor)],
        "seal" => IsMine(look) ? Wrote(look) : T["{0} wrote in {1}.", Who(look.Actor), What(look)],
        "draft" => IsMine(look) ? T["You typed something, kept for you alone."] : T["{0} typed something, kept for themselves alone.", Who(look.Actor)],
        LogActs.Erased when look.Actor == default => T["What had been kept to its date was shredded."],
        LogActs.SealedUntil => T["You had your notes sealed until a day. Nobody here has read them since."],
        LogActs.Erased => IsMine(look) ? T["You erased something."] : T["{0} erased what they had kept for themselves.", Who(look.Actor)],
        "permit" or "deny" or "withdraw" or "hand back" or "expire" => Decided(look),
        "hand over" => IsMine(look) ? T["Your visit handed older parts to those you had opened them to."] : T["{0}’s visit handed older parts to those you had opened them to.", Who(look.Actor)],
        LogActs.NewKeyPair => T["You got new keys."],
        "take along" => T["You took {0} along on a device.", What(look)],
        "credential made" => IsMine(look) ? T["You made a new way to come in here."] : T["{0} made you a new code to come back with.", Who(look.Actor)],
        LogActs.PasskeyAdded => T["You added a passkey."],
        LogActs.PasskeyRemoved => T["You took a passkey away."],
        LogActs.KeepersGather => T["{0} asked the key-keepers to come together for you.", Who(look.Actor)],
        LogActs.KeepersPart => T["The key-keepers who were to come together for you parted, and opened nothing."],
        LogActs.BroughtBack => T["{0} came as a key-keeper, and together with the others opened what is yours so that you can come back. You had lost your passphrase and your recovery code.", Who(look.Actor)],
        LogActs.BroughtBackByCode => T["{0} came as a key-keeper, and together with the others opened what is yours so that you can come back. You had lost your return code.", Who(look.Actor)],
        LogActs.OpenedWithoutYes => T["{0} came as a key-keeper, and together with the others opened {1} without your yes. Why stands under “My consents”.", Who(look.Actor), What(look)],
        LogActs.ReadWithoutYes => T["{0} read what key-keepers had opened without your yes.", Who(look.Actor)],
        "sign out everywhere" => T["You signed out everywhere."],
        "stop" => T["Something stored about you didn’t agree with this log, so all of it was stopped until somebody has looked."],
        "offer" => T["{0} offered you an opening.", Who(look.Actor)],
        "answer" => IsMine(look) ? T["You answered an offer."] : T["{0} entered what you answered to an offer.", Who(look.Actor)],
        _ => null,
    };

    /// <summary>Why it was allowed; null where that needs no saying.</summary>
    public string? Why(Look look) => IsMine(look) || look.Act is not ("open" or "seal") || look.Permission is not { } id ? null
        : said.GetValueOrDefault(id) is not { } yes ? T["It rested on a yes of yours."]
        : yes.Withdrawal is { } over && (over.HandedBack || IsMandate(yes.Actor)) ? T["It was allowed: you had said yes on {0}. That ended on {1}.", T.Said.Date(yes.From), T.Said.Date(over.At)]
        : yes.Withdrawal is { } back ? T["It was allowed: you had said yes on {0}. You took that back on {1}.", T.Said.Date(yes.From), T.Said.Date(back.At)]
        : T["It was allowed: you said yes on {0}.", T.Said.Date(yes.From)];

    /// <summary>Did the reader do it?</summary>
    public bool IsMine(Look look) => look.Actor == me.Actor;

    /// <summary>May one ask about it: did somebody else open something, or write in it?</summary>
    public bool MayAsk(Look look) => !IsMine(look) && (look.Act is "open" or "seal") && look.Category != Category.Messages && !beside.Contains(look.Actor);

    /// <summary>Whoever it is, at the beginning of a sentence.</summary>
    public string Who(ActorId actor) => actor == me.Actor ? T["You yourself"] : actor == postBox ? T["The practice’s mail sender"]
        : names.GetValueOrDefault(new PersonId(actor.Value)) ?? (beside.Contains(actor) ? T["somebody of your own"] : mandates.GetValueOrDefault(actor) is { } mandate ? T["Whoever holds “{0}”", T[MandateNames.TitleOf(mandate)]] : T["somebody who works here"]);

    /// <summary>One kind of their folders, within a sentence.</summary>
    public string What(Category category) => What(category, mine: false);

    private string What(Look look) => look.Category is { } category ? What(category, IsMine(look)) : T["something that has been erased since"];

    private string What(Category category, bool mine) => category switch
    {
        Category.Name => T["what you want to be called"],
        Category.Channel when mine => T["what you wrote down about reaching you"],
        Category.Channel => T["how to reach you"],
        Category.Request => T["what you wrote when you asked for care"],
        Category.Fit => T["what you said about times and ways of meeting"],
        Category.Notes => T["your notes"],
        Category.Crisis => T["your crisis plan"],
        Category.Papers => T["your papers"],
        Category.Process => T["their own notes about a session with you"],
        Category.Money when mine => T["something about your fee"],
        Category.Money => T["the name under which you pay"],
        Category.Circle => T["the name under which the circle knows you"],
        Category.Messages when mine => T["your messages"],
        Category.Messages => T["what you asked about a line here"],
        _ => T["something of yours"],
    };

    private string Wrote(Look look) => look.Category switch
    {
        Category.Notes => T["You wrote beside a note."],
        Category.Papers => T["What you were asked, and what you said to it, was kept among your papers."],
        Category.Channel => T["You wrote down how to reach you."],
        Category.Request => T["You wrote down why you ask for care."],
        Category.Fit => T["You said when and how you could meet."],
        Category.Messages => T["You asked about a line here."],
        _ => T["You wrote down {0}.", What(look)],
    };

    private string? Decided(Look look)
    {
        var rule = look.Permission is { } id ? said.GetValueOrDefault(id) : null;
        var (to, thing) = (To(rule), rule is null ? null : T[Sharing.TitleOf(rule)]);
        return look.Act switch
        {
            "permit" when thing is not null => T["You said yes to {0}: {1}.", to, thing],
            "permit" => T["You said yes to {0}.", to],
            "deny" when rule is { Category: Category.Money } => T["You kept the name under which you pay from {0}.", to],
            "deny" => T["You said no to {0}.", to],
            "withdraw" when rule is { Decision: Decision.Deny } => T["You took back your no to {0}.", to],
            "withdraw" when rule is not null && IsMandate(rule.Actor) => T["What you had opened to {0} ended: {1}.", to, thing],
            "withdraw" when thing is not null => T["You took back what you had opened to {0}: {1}.", to, thing],
            "withdraw" => T["You took back what you had opened to {0}.", to],
            "hand back" when rule is not null && beside.Contains(rule.Actor) => T["{0} laid down what you had opened to them: {1}.", Who(look.Actor), thing],
            "hand back" when thing is not null => T["{0} left the practice, and what you had opened to them ended: {1}.", Who(look.Actor), thing],
            "hand back" => T["{0} left the practice, and what you had opened to them ended.", Who(look.Actor)],
            "expire" when thing is not null => T["What you had opened to {0} ran out: {1}.", to, thing],
            "expire" => T["What you had opened to {0} ran out.", to],
            _ => null,
        };
    }

    private bool IsMandate(ActorId actor) => actor != postBox && !beside.Contains(actor) && !names.ContainsKey(new PersonId(actor.Value));

    private string To(Permission? rule) => rule is null ? T["somebody who works here"]
        : names.GetValueOrDefault(new PersonId(rule.Actor.Value))
          ?? (beside.Contains(rule.Actor) ? T["somebody of your own"] : rule.Actor == postBox ? T["the practice’s mail sender"]
            : mandates.GetValueOrDefault(rule.Actor) is { } mandate ? T["whoever holds “{0}”", T[MandateNames.TitleOf(mandate)]] : T["a mandate of the circle"]);
}
