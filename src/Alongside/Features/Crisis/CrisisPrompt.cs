using Alongside.Kernel;

namespace Alongside.Features.Crisis;

/// <summary>One question of the crisis plan, said in the voice of whoever answers it. All texts are translation keys.</summary>
/// <param name="Name">The plan's member that holds the answer; it stands in the form.</param>
/// <param name="Title">The question, and the heading of its answer.</param>
/// <param name="Hint">Examples.</param>
/// <param name="Why">Why it is asked.</param>
/// <param name="Blank">What happens when it stays blank.</param>
/// <param name="Answer">The answer in a plan, or null.</param>
public sealed record CrisisPrompt(string Name, string Title, string Hint, string Why, string Blank, Func<CrisisPlan, string?> Answer)
{
    /// <summary>What the card says first, above all panels.</summary>
    public static CrisisPrompt Called { get; } = new(nameof(CrisisPlan.Called), Sentence.Of("What I’m called"),
        Sentence.Of("The name that reaches you on a hard day."),
        Sentence.Of("So that whoever reads this can speak to you by name."),
        Sentence.Of("Then no name is on the card, and whoever finds it doesn’t learn whose it is."), p => p.Called);

    public static IReadOnlyList<CrisisPrompt> All { get; } =
    [
        Called,
        new(nameof(CrisisPlan.Helps), Sentence.Of("What helps me"),
            Sentence.Of("A place, a song, water, silence, a hand or no hand, somebody’s voice."),
            Sentence.Of("You know it best, and in the middle of it it’s hard to say."),
            Sentence.Of("Then whoever is with you has to ask."), p => p.Helps),
        new(nameof(CrisisPlan.HelpsNot), Sentence.Of("What doesn’t help me"),
            Sentence.Of("Certain words, being touched, being left alone, being asked many things."),
            Sentence.Of("So that nobody makes it worse while they mean well."),
            Sentence.Of("Nobody reads anything into a blank."), p => p.HelpsNot),
        new(nameof(CrisisPlan.Shows), Sentence.Of("How others can tell"),
            Sentence.Of("What you do then, or stop doing; also what looks like it and isn’t."),
            Sentence.Of("Somebody may see it before you can say it. And what looks odd to them may be how you rest."),
            Sentence.Of("Then they can only go by what you say."), p => p.Shows),
        new(nameof(CrisisPlan.Call), Sentence.Of("Who to call"),
            Sentence.Of("A name, a number, when they pick up, and what to say to them."),
            Sentence.Of("So that those come whom you want there."),
            Sentence.Of("Then this plan names nobody to call."), p => p.Call),
        new(nameof(CrisisPlan.CallNot), Sentence.Of("Who not to call"),
            Sentence.Of("Police, an ambulance, a relative, somebody you left: whoever would make it worse."),
            Sentence.Of("So that nobody calls them with the best of intentions. Where a law binds us all the same, the limits of confidentiality say so."),
            Sentence.Of("This site calls nobody by itself, whatever stands here."), p => p.CallNot),
        new(nameof(CrisisPlan.Minds), Sentence.Of("Who looks after those who need me"),
            Sentence.Of("Children, animals, somebody you care for: who may fetch them, who has a key."),
            Sentence.Of("So that it’s you who chose, and they aren’t one more worry."),
            Sentence.Of("Nobody asks about them."), p => p.Minds),
        new(nameof(CrisisPlan.Needs), Sentence.Of("Medication and access"),
            Sentence.Of("What you take or never want, allergies, an interpreter, your chair, your glasses."),
            Sentence.Of("So that it’s said even when you can’t say it. Only what you want said."),
            Sentence.Of("Then nobody learns of it here."), p => p.Needs),
        new(nameof(CrisisPlan.Directive), Sentence.Of("Where my advance directive lies"),
            Sentence.Of("With whom, or in which drawer. The paper itself isn’t kept here."),
            Sentence.Of("It helps only if somebody finds it when it’s needed."),
            Sentence.Of("Many people have none."), p => p.Directive),
    ];
}
