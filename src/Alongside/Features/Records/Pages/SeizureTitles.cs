using Alongside.Features.Sealing;
using Alongside.Kernel;

namespace Alongside.Features.Records.Pages;

/// <summary>What the previews of a seizure call what is there and what could happen; translation keys all.</summary>
internal static class SeizureTitles
{
    /// <summary>Said to the person whom it is about.</summary>
    public static string OfOnes(Kept kept) => kept switch
    {
        (Category.Name, _) => Sentence.Of("What you want to be called"),
        (Category.Channel, Aspect.Apart) => Sentence.Of("Your e-mail address, and how to write to it"),
        (Category.Channel, _) => Sentence.Of("How to reach you"),
        (Category.Request, _) => Sentence.Of("What you wrote when you asked for care"),
        (Category.Fit, _) => Sentence.Of("What you said about times and ways of meeting"),
        (Category.Notes, _) => Sentence.Of("The notes of your sessions"),
        (Category.Plan, _) => Sentence.Of("Your plan"),
        (Category.Measures, _) => Sentence.Of("What you noted of how you are"),
        (Category.Crisis, _) => Sentence.Of("Your plan for a crisis"),
        (Category.Money, Aspect.Apart) => Sentence.Of("The name under which you pay"),
        (Category.Money, _) => Sentence.Of("Your receipts"),
        (Category.Messages, _) => Sentence.Of("Your messages"),
        (Category.Papers, _) => Sentence.Of("What you were asked, and what you said to it"),
        (Category.SelfDescription, _) => Sentence.Of("What you wrote about yourself"),
        (Category.Draft, Aspect.ByOthers) => Sentence.Of("A note about you that isn’t finished"),
        (Category.Draft, _) => Sentence.Of("What you have begun and not sent"),
        (Category.Process, _) => Sentence.Of("A therapist’s own notes about a session with you"),
        (Category.Circle, _) => Sentence.Of("The name under which the circle knows you"),
        _ => Sentence.Of("Something that a newer version keeps"),
    };

    /// <summary>Said to members, of everybody.</summary>
    public static string OfAll(Kept kept) => kept switch
    {
        (Category.Name, _) => Sentence.Of("Names"),
        (Category.Channel, Aspect.Apart) => Sentence.Of("E-mail addresses"),
        (Category.Channel, _) => Sentence.Of("Ways to be reached"),
        (Category.Request, _) => Sentence.Of("Requests for care"),
        (Category.Fit, _) => Sentence.Of("Times and wishes"),
        (Category.Notes, _) => Sentence.Of("Notes of sessions"),
        (Category.Plan, _) => Sentence.Of("Plans of care"),
        (Category.Measures, _) => Sentence.Of("What people noted of how they are"),
        (Category.Crisis, _) => Sentence.Of("Plans for a crisis"),
        (Category.Money, Aspect.Apart) => Sentence.Of("Names under which people pay"),
        (Category.Money, _) => Sentence.Of("Receipts of people"),
        (Category.Messages, _) => Sentence.Of("Messages of people"),
        (Category.Papers, _) => Sentence.Of("Consents, as they were asked"),
        (Category.SelfDescription, _) => Sentence.Of("What people wrote about themselves"),
        (Category.Draft, _) => Sentence.Of("Drafts"),
        (Category.Process, _) => Sentence.Of("A therapist’s own"),
        (Category.Circle, Aspect.OfTheCircle) => Sentence.Of("What the circle says among itself"),
        (Category.Circle, _) => Sentence.Of("Names by which the circle knows council and guests"),
        _ => Sentence.Of("Things that a newer version keeps"),
    };

    /// <summary>What happens, as the head of a column.</summary>
    public static string Short(Seizure seizure) => seizure switch
    {
        Seizure.Disk => Sentence.Of("A taken disk"),
        Seizure.DiskAndHouse => Sentence.Of("With the server’s keys"),
        Seizure.PostBox => Sentence.Of("The mail sender"),
        Seizure.Demand => Sentence.Of("A demand for records"),
        Seizure.OneMember => Sentence.Of("One of us"),
        Seizure.Keepers => Sentence.Of("Key-keepers together"),
        _ => Sentence.Of("Your open session"),
    };

    /// <summary>What happens, in a sentence.</summary>
    public static string Long(Seizure seizure) => seizure switch
    {
        Seizure.Disk => Sentence.Of("Somebody takes the disk, or a copy of the database"),
        Seizure.DiskAndHouse => Sentence.Of("They take the file with the server’s three keys as well"),
        Seizure.PostBox => Sentence.Of("Somebody gets hold of our mail sender while it runs"),
        Seizure.Demand => Sentence.Of("A court or an authority demands what we have"),
        Seizure.OneMember => Sentence.Of("One of us is put under pressure"),
        Seizure.Keepers => Sentence.Of("Enough key-keepers put their papers together"),
        _ => Sentence.Of("Somebody has your phone while you are signed in"),
    };
}
