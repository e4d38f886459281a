using Alongside.Features.Circle.Deciding;
using Alongside.Features.Circle.Doors;
using Alongside.Features.Circle.Meetings;
using Alongside.Kernel;

namespace Alongside.Features.Circle;

internal static class CircleStores
{
    public static IReadOnlyList<Stored> All { get; } =
    [
        new(Sentence.Of("What the founders agreed on, and with which links they came"),
            Sentence.Of("So that anybody can check who founded the practice, and on which words."),
            Sentence.Of("All members. Links are kept as fingerprints that open nothing."),
            Stored.Stays) { Tables = [typeof(Founder), typeof(FoundingPart), typeof(Invitation), typeof(Signature)] },
        new(Sentence.Of("What the collective decided, and when it took effect"),
            Sentence.Of("Because nothing that holds for all changes in any other way."),
            Sentence.Of("All members, and what is public everybody."),
            Stored.Stays) { Tables = [typeof(CircleDecision), typeof(Enactment), typeof(AgreementVersion), typeof(Review)] },
        new(Sentence.Of("Who works here, since when, and what they say of themselves"),
            Sentence.Of("So that you can choose somebody, or shut somebody out."),
            Sentence.Of("Whoever is signed in; what they publish, everybody."),
            Sentence.Of("Names stay, so that you can tell who wrote what. The rest until they change it.")) { Tables = [typeof(Member), typeof(Profile), typeof(MemberInvitation)] },
        new(Sentence.Of("Questions that are decided: who put them, which stance each took, who stands in for whom"),
            Sentence.Of("So that a decision can be counted again by anybody who took part."),
            Sentence.Of("All members, the client council in what it decides along, and guests in their one question. A ballot without names keeps nothing that names a voter."),
            Stored.Stays) { Tables = [typeof(Proposal), typeof(ProposalVersion), typeof(ProposedChange), typeof(ProposalFact), typeof(StandIn), typeof(AnonymousBallots)] },
        new(Sentence.Of("What is said about a question, and its title"),
            Sentence.Of("So that people can weigh it together."),
            Stored.Circle,
            Stored.Stays) { Sealed = [typeof(ProposalWords), typeof(ProposalTitle), typeof(Said), typeof(Remark)] },
        new(Sentence.Of("What a member typed and hasn’t put yet, how far they have read, and who named them"),
            Sentence.Of("So that nothing typed is lost, and each finds what is new to them."),
            Sentence.Of("Its writer alone, not even key-keepers. That somebody was named in a question lies open."),
            Sentence.Of("Until it is put, read or thrown away.")) { Tables = [typeof(Mention)], Sealed = [typeof(ProposalDraft), typeof(ReadSoFar)] },
        new(Sentence.Of("Who of those in care sits on the client council, and under which name; under which name somebody reads along in one question"),
            Sentence.Of("So that they can decide along, or read along, under a name of their choice."),
            Sentence.Of("The terms lie open under random numbers. The name opens to the circle and the council by their own yes, for a time."),
            Sentence.Of("The terms stay. The name goes when they change it, or when their yes ends.")) { Tables = [typeof(CouncilSeat)], Sealed = [typeof(CouncilName), typeof(GuestName), typeof(GuestBook.ChosenName)] },
        new(Sentence.Of("That key-keepers opened something of yours without your yes, what, why, and who read it"),
            Sentence.Of("So that you know what a law compelled, or who had to find you, and can ask about it."),
            Sentence.Of("You alone. What a demand compelled stands in the docket, too, which all members read. Several key-keepers together."),
            Stored.Stays) { Sealed = [typeof(OpenedLetter)] },
        new(Sentence.Of("When the circle meets, who facilitates, what came of it, and who would facilitate"),
            Sentence.Of("So that tasks are remembered and facilitation goes around. Words are sealed."),
            Stored.Circle,
            Stored.Stays) { Tables = [typeof(Meeting), typeof(MeetingFact), typeof(FacilitatorWord)] },
    ];
}
