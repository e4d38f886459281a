using Alongside.Kernel;

namespace Alongside.Site;

/// <summary>What is protected from whom, and what isn't: the threats in SECURITY.md, said to the people whom they are about.</summary>
public static class Protection
{
    /// <summary>Who; what they could learn; what they could not. Each is a sentence to be translated.</summary>
    public static readonly IReadOnlyList<(string Who, string Could, string CouldNot)> From =
    [
        (Sentence.Of("Somebody who takes the disk, or a backup"),
            Sentence.Of("How many people come here, each as a random number. Which number meets which therapist, and when; what was paid. When something was written, of which kind, and how large it is. What members say of themselves to everybody. With the file of the three keys, unless twelve words on paper seal it: where to write to those who asked for mail."),
            Sentence.Of("Your name, or a word of what you told. A backup by itself opens nothing: its keys lie elsewhere, sealed by twelve words on paper. After 30 days our program doesn’t take them any more. Whoever has all of it and changes the program could open it later, so what is old has to be deleted.")),
        (Sentence.Of("A curious colleague"),
            Sentence.Of("What you opened to them. Who may read can also copy, or tell. Until you have a place, those who hold “welcome” read your request, but for those whom you shut out."),
            Sentence.Of("Anything that you didn’t open to them: they have no key to it. What they open stands where you read who looked.")),
        (Sentence.Of("One of us who means harm"),
            Sentence.Of("What was opened to them, and they could misuse it. Enough key-keepers together, with their papers and the database, could open nearly everything."),
            Sentence.Of("What wasn’t opened to them, however high their standing. No one of us alone can open everything, or give themselves the right to.")),
        (Sentence.Of("Whoever runs the machine, and only looks at its disk"),
            Sentence.Of("All that a taken disk shows, and how it changes from day to day. From that one can tell when somebody was here."),
            Sentence.Of("What is sealed. The keys to it lie with people, not on the disk.")),
        (Sentence.Of("Whoever runs the machine, and looks into its memory or changes the program"),
            Sentence.Of("Everything that passes through it: your passphrase as you type it, what you write, and all that you, or those you said yes to, have keys to while signed in. They could even write the log anew. You wouldn’t see it. Against this there is nothing but to choose together who runs it."),
            Sentence.Of("What nobody has a key to who signs in meanwhile.")),
        (Sentence.Of("A court, the police, an authority"),
            Sentence.Of("What lies on the disk. Whoever may read something can be made to open it or to tell it, and so can key-keepers together."),
            Sentence.Of("What we never ask for: immigration status, a criminal record, a social insurance number, your weight, where you are. And nobody can hand over everything alone.")),
        (Sentence.Of("A partner, or whoever has your phone"),
            Sentence.Of("That you were here, by the list of pages that a browser keeps. As long as you are signed in, all that you see. If you made a passkey on the phone, whoever can unlock it comes in with it, and sees in its list that there is one. From an inbox, that mail came from us, and when a session is. A program that spies on the phone reads along, and nothing here stops it."),
            Sentence.Of("What you read here, once you have signed out or left quickly. These pages keep on the device what shows that you are signed in and which language you chose. It ends with the browser, after half an hour without a click, and after twelve hours in any case. Only if you said that nobody else uses the device does it keep a mark of our log, for a year. What you saved or printed yourself stays, and a passkey that you made on it.")),
        (Sentence.Of("Whoever listens on the network"),
            Sentence.Of("That your device talks to us, when, and how much. Mail goes through the hands of others: they see your address, ours, and the time."),
            Sentence.Of("What is said on that line: it is encrypted, and nobody is signed in over one that isn’t. Our own words in a mail say when, and neither with whom nor what for.")),
    ];
}
