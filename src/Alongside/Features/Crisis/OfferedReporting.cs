using Alongside.Kernel;

namespace Alongside.Features.Crisis;

/// <summary>
/// The situations that a new practice in Ontario is offered, in our own words from the statutes that each names, as public copies
/// told them on the day that stands there. It is no legal advice, and each says that no lawyer has looked it over.
/// </summary>
internal static class OfferedReporting
{
    private const string ReadOn = "2026-11-28", Phipa = "Personal Health Information Protection Act, 2004, ";

    // Said of several situations; one sentence each, so that it is translated once.
    private static readonly string AtOnce = Sentence.Of("At once.");
    private static readonly string Whoever = Sentence.Of("Nobody has to. Nothing goes out without the yes of the person it is about.");
    private static readonly string NotAdded = Sentence.Of("Diagnoses, anybody’s papers, drugs, work or past, what else was said in the room, and what we guess.");

    public static IReadOnlyList<ReportingCase> InOntario { get; } =
    [
        new(Sentence.Of("A child under 16 may be in need of protection"), ReportingDuty.Must,
            Sentence.Of("Whoever of us has reasonable grounds to suspect it tells a children’s aid society, themselves: nobody can do it for them."),
            Sentence.Of("At once, and again if there is more."),
            Sentence.Of("That it is a suspicion, on what it rests, which child, and who is with the child now."),
            NotAdded, "Child, Youth and Family Services Act, 2017, s. 125 (1) to (3)", ReadOn, ""),
        new(Sentence.Of("A young person of 16 or 17 may be in need of protection"), ReportingDuty.May,
            Sentence.Of("Whoever of us suspects it may tell a children’s aid society. What the young person wants comes first."),
            Sentence.Of("When they want it, and not before they know."),
            Sentence.Of("What they want said."),
            NotAdded, "Child, Youth and Family Services Act, 2017, s. 125 (4)", ReadOn, ""),
        new(Sentence.Of("A health professional is said to have sexually abused somebody in their care"), ReportingDuty.Must,
            Sentence.Of("Those of us who are regulated tell the college of that professional, if they know the name. Before, they try to tell the person who spoke of it."),
            Sentence.Of("Within 30 days, and at once if it may go on."),
            Sentence.Of("The name of who reports, the name of the professional, and what was told about the abuse. The name of the person it happened to only with their yes in writing."),
            NotAdded, "Regulated Health Professions Act, 1991, Schedule 2, ss. 85.1, 85.3", ReadOn, ""),
        new(Sentence.Of("Somebody in a long-term care home may be harmed or neglected there"), ReportingDuty.Must,
            Sentence.Of("Whoever of us has reasonable grounds to suspect it tells the ministry that answers for long-term care."),
            AtOnce, Sentence.Of("What is suspected, on what it rests, and in which home."), NotAdded, "Fixing Long-Term Care Act, 2021, s. 28", ReadOn, ""),
        new(Sentence.Of("Somebody in a retirement home may be harmed or neglected there"), ReportingDuty.Must,
            Sentence.Of("Whoever of us has reasonable grounds to suspect it tells the Retirement Homes Regulatory Authority."),
            AtOnce, Sentence.Of("What is suspected, on what it rests, and in which home."), NotAdded, "Retirement Homes Act, 2010, s. 75", ReadOn, ""),
        new(Sentence.Of("Somebody may soon be badly hurt, or die"), ReportingDuty.May,
            Sentence.Of("Whoever of us believes on reasonable grounds that telling is needed to lessen that risk may tell whoever can. The law doesn’t say that it must be police."),
            Sentence.Of("Once all else that could help has been thought of together, with the person if at all possible, and with their crisis plan at hand."),
            Sentence.Of("What whoever helps needs to know to lessen the risk, and whom the person wants there or doesn’t."),
            NotAdded, Phipa + "s. 40 (1)", ReadOn, ""),
        new(Sentence.Of("Somebody thinks of dying"), ReportingDuty.None,
            Whoever, "", "", Sentence.Of("Thinking of it, and speaking of it, is no risk that lets anybody tell. Where more is there, read the situation before this one."),
            Phipa + "ss. 29, 40 (1)", ReadOn, ""),
        new(Sentence.Of("Violence between adults, with no child in it"), ReportingDuty.None,
            Whoever, "", "", Sentence.Of("Whoever lives with violence knows best what makes it worse. Plan with them instead."),
            Phipa + "s. 29", ReadOn, ""),
        new(Sentence.Of("Somebody grown up was harmed as a child"), ReportingDuty.None,
            Whoever, "", "", Sentence.Of("Only if a child may be in danger from the same person today, read the first situation."),
            Phipa + "s. 29", ReadOn, ""),
        new(Sentence.Of("Drugs, sex work, living without papers, something done long ago"), ReportingDuty.None,
            Whoever, "", "", Sentence.Of("It isn’t written down either, unless the person wants it there."),
            Phipa + "s. 29", ReadOn, ""),
        new(Sentence.Of("A court, police or an authority asks for something"), ReportingDuty.Unknown,
            Sentence.Of("This is no report: somebody demands, and not everybody who demands may."), Sentence.Of("Not on the phone and not at the door. Ask for it in writing, and then counsel."), "",
            Sentence.Of("Not even whether we know the person."), Phipa + "s. 41 (1) (d)", ReadOn, ""),
    ];
}
