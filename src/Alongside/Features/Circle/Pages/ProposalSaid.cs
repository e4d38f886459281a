using Alongside.Features.Circle.Counting;
using Alongside.Features.Circle.Deciding;
using Alongside.Features.Circle.Doors;
using Alongside.Kernel;
using Alongside.Site;

namespace Alongside.Features.Circle.Pages;

/// <summary>How stages and stances are called; translation keys.</summary>
internal static class ProposalSaid
{
    public static string Name(this Position position) => position switch
    {
        Position.Agree => Sentence.Of("Agree"),
        Position.Reservations => Sentence.Of("Agree with reservations"),
        Position.StandAside => Sentence.Of("Stand aside"),
        Position.Block => Sentence.Of("Block"),
        Position.Wholehearted => Sentence.Of("Wholeheartedly"),
        Position.InFavour => Sentence.Of("In favour"),
        Position.CanLiveWith => Sentence.Of("I can live with it"),
        Position.Undecided => Sentence.Of("In between"),
        Position.Doubtful => Sentence.Of("Doubtful"),
        Position.Against => Sentence.Of("Against"),
        _ => Sentence.Of("Objection"),
    };

    /// <summary>Who can call it back in its window, and until when: a translation key.</summary>
    public static string WhoCallsBack(this Deliberation deliberation) => (deliberation.Lot is not null, deliberation.Round!.Terms.AsksCouncil) switch
    {
        (true, true) => Sentence.Of("As long as nobody can know what is drawn, any member can, and whoever sits on the client council. From then on nobody can: whoever could would choose after all."),
        (true, false) => Sentence.Of("As long as nobody can know what is drawn, any member can. From then on nobody can: whoever could would choose after all."),
        (false, true) => Sentence.Of("Until then any member can call it back, and whoever sits on the client council."),
        _ => Sentence.Of("Until then any member can call it back."),
    };

    /// <summary>What it is called. What comes back by itself was named by nobody, so each reads that in their own language.</summary>
    public static string TitleFor(this ProposalLine line, Words T) => line.BackOf is { } of ? WhatHeldBefore(T, of) : line.Title;

    /// <summary>The same.</summary>
    public static string TitleFor(this ProposalRead read, Words T, ProposalWords words) => read.BackOf is { } of ? WhatHeldBefore(T, of) : words.Title;

    /// <summary>Which need it answers; also in the reader's language, where nobody wrote it.</summary>
    public static string NeedFor(this ProposalRead read, Words T, ProposalWords words) => read.BackOf is { } of
        ? T["Question no. {0} was put in force by two of us in an emergency. If all of us don’t confirm it, this comes back by itself.", of]
        : words.Need;

    private static string WhatHeldBefore(Words T, int of) => T["What held before question no. {0}", of];

    /// <summary>The drawing that goes with it.</summary>
    public static string Drawing(this Position position) => position switch
    {
        Position.Agree => "agree",
        Position.Reservations => "reservations",
        Position.Wholehearted or Position.InFavour => "agree",
        Position.CanLiveWith => "reservations",
        Position.StandAside or Position.Undecided or Position.Doubtful => "aside",
        Position.Block => "block",
        _ => "objection",
    };

    public static string Meaning(this Position position) => position switch
    {
        Position.Agree => Sentence.Of("It is good enough for now, and safe enough to try."),
        Position.Reservations => Sentence.Of("The same, and there is something that the others should know."),
        Position.StandAside => Sentence.Of("I don’t carry it, and I don’t stop it."),
        Position.Block => Sentence.Of("It would break what we share. We work on that until it is resolved; nobody can set it aside."),
        Position.Wholehearted => Sentence.Of("I want this, and help to carry it."),
        Position.InFavour => Sentence.Of("It seems right to me."),
        Position.CanLiveWith => Sentence.Of("It isn’t my choice, and I go along with it."),
        Position.Undecided => Sentence.Of("I lean to neither side."),
        Position.Doubtful => Sentence.Of("I would rather not, and I don’t stand in its way."),
        Position.Against => Sentence.Of("I think that we should not do this."),
        _ => Sentence.Of("I see a harm in it. We work on that until it is resolved; nobody can set it aside."),
    };

    /// <summary>How it is decided, in a few words.</summary>
    public static string Way(this Terms terms) => terms switch
    {
        { Ballot: { } ballot } => ballot.Method.Title(),
        { Lot: not null } => Sentence.Of("By lot, once we consent to draw"),
        { IsFallback: true } => Sentence.Of("By the agreed fallback, since a block holds and it can’t wait"),
        { Protocol: Protocol.Consensus } => Sentence.Of("By consensus"),
        { Protocol: Protocol.Gradients } => Sentence.Of("By gradients of agreement"),
        { Protocol: Protocol.Advice } => Sentence.Of("By advice: one of us decides"),
        _ => Sentence.Of("By consent, in rounds"),
    };

    /// <summary>The same in a sentence, for who comes to the question.</summary>
    public static string Lead(this Terms terms) => terms switch
    {
        { Ballot: not null } => Sentence.Of("We choose among several options."),
        { Lot: not null } => Sentence.Of("A lot decides it, if none of us has a reason not to draw."),
        { IsFallback: true } => Sentence.Of("A block wasn’t resolved and enough of us say that it can’t wait, so we ask once whether we carry it all the same."),
        { Protocol: Protocol.Consensus } => Sentence.Of("We decide it by consensus: nobody blocks it, and few enough stand aside."),
        { Protocol: Protocol.Gradients } => Sentence.Of("Each of us says how far they are for it; how many it takes was fixed beforehand."),
        { Protocol: Protocol.Advice } => Sentence.Of("One of us decides it, after asking those whom it affects and answering each."),
        _ => Sentence.Of("We decide it by consent: not what each of us likes best, but what none of us has a reason to stop."),
    };

    public static string Title(this CountingMethod method) => method switch
    {
        CountingMethod.Score => Sentence.Of("Score"),
        CountingMethod.Dots => Sentence.Of("Dots"),
        CountingMethod.Irv => Sentence.Of("Ranks, instant run-off"),
        CountingMethod.Schulze => Sentence.Of("Ranks, by Schulze"),
        _ => Sentence.Of("Ranks, single transferable vote"),
    };

    public static string Name(this Stage stage) => stage switch
    {
        Stage.Advising => Sentence.Of("Open for advice"),
        Stage.Open => Sentence.Of("Open for stances"),
        Stage.Integrating => Sentence.Of("An objection is being worked on"),
        Stage.Waiting => Sentence.Of("Decided, waiting"),
        Stage.Due => Sentence.Of("Takes effect now"),
        Stage.InEffect => Sentence.Of("In effect"),
        Stage.ToReview => Sentence.Of("To be looked at again"),
        Stage.NotAdopted => Sentence.Of("Not adopted"),
        Stage.Lapsed => Sentence.Of("Too few answered"),
        Stage.Withdrawn => Sentence.Of("Taken back"),
        Stage.Asked => Sentence.Of("One of us is asked whether it can wait"),
        Stage.Ready => Sentence.Of("Stands ready to go back"),
        Stage.ToDraw => Sentence.Of("Agreed, waits for the lot"),
        Stage.PutBack => Sentence.Of("Not confirmed, and put back"),
        _ => Sentence.Of("Overtaken"),
    };

    /// <summary>What was done on its page, by what stands in the address; null for what is nothing.</summary>
    public static string? Done(string? done) => done switch
    {
        "put" => Sentence.Of("It is put. Everybody finds it on their day."),
        "stance" => Sentence.Of("Your stance is kept. You may change it until the round ends."),
        "ballot" => Sentence.Of("Your ballot is kept. You may change it until the round ends."),
        "cast" => Sentence.Of("Your ballot is among the others. Nobody can tell which is yours."),
        "cantwait" => Sentence.Of("Said. Once enough of us say so, everybody is asked whether we carry it."),
        "told" => Sentence.Of("It is kept, with your name beside it. They find it on their day, and can change it."),
        "settled" => Sentence.Of("Said. When both of you have said so, everybody is asked anew."),
        "recalled" => Sentence.Of("It is called back, and comes to work again. Nothing has taken effect."),
        "again" => Sentence.Of("Everybody is asked anew."),
        "back" => Sentence.Of("It is taken back."),
        "opened" => Sentence.Of("It is opened again. Everybody finds it on their day."),
        "seconded" => Sentence.Of("It is put, and they find it on their day. Nothing has changed yet."),
        "urgent" => Sentence.Of("It is in force, and everybody is asked whether it stays."),
        "ordinary" => Sentence.Of("Everybody is asked, as always. Nothing has changed."),
        "called" => Sentence.Of("It is called back. What held before is back within a minute."),
        "stood" => Sentence.Of("It is kept, with your name beside it. It stays theirs to change."),
        "source" => Sentence.Of("It is named, and published with a code of its own. Everybody can look at it and call this back before it can be read."),
        "drawn" => Sentence.Of("It is drawn, and stays so."),
        "taken" => Sentence.Of("You carry it now."),
        "asked" => Sentence.Of("They find it on their day."),
        "advice" => Sentence.Of("Your advice is kept."),
        "answered" => Sentence.Of("Your answer stands beside the advice."),
        "welcomed" => Sentence.Of("They read along from now on, in this question and nothing else."),
        "guest-ended" => Sentence.Of("Ended. From now on nothing of it opens to them."),
        "decided" => Sentence.Of("Decided. It waits now, so that any member can still call it back."),
        _ => null,
    };

    /// <summary>The names of members, and those under which these sit or sat on the client council.</summary>
    /// <param name="members">Under which names they work.</param>
    /// <param name="council">Who sits or sat.</param>
    /// <param name="known">The names of those whose yes opens them.</param>
    /// <param name="T">In which language one without a name is called.</param>
    public static Dictionary<PersonId, string> With(this IReadOnlyDictionary<PersonId, string> members, IEnumerable<PersonId> council, IReadOnlyDictionary<PersonId, string> known, Words T)
    {
        var names = new Dictionary<PersonId, string>(members);
        foreach (var person in council) names[person] = known.GetValueOrDefault(person) ?? T["somebody on the client council"];
        return names;
    }

    /// <summary>The same, and the names under which guests read or read along in it.</summary>
    public static Dictionary<PersonId, string> WithGuests(this Dictionary<PersonId, string> names, ProposalRead read, Words T)
    {
        foreach (var guest in read.Deliberation.Guests)
            if (guest.Person is { } person) names.TryAdd(person, read.NameOf(guest, T));
        return names;
    }

    /// <summary>Under which name somebody reads along, or is asked to.</summary>
    public static string NameOf(this ProposalRead read, Guest guest, Words T) => read.GuestNames.GetValueOrDefault(guest.Ask) ?? T["a guest"];

    /// <summary>Does the circle still work on it?</summary>
    public static bool IsUnderWay(this Stage stage) =>
        stage is Stage.Advising or Stage.Open or Stage.Integrating or Stage.Waiting or Stage.ToDraw or Stage.Due or Stage.Stale or Stage.Lapsed or Stage.Asked;
}
