using System.Globalization;
using Alongside.Features.Circle.Counting;
using Alongside.Features.Circle.Doors;
using Alongside.Features.Circle.Meetings;
using Alongside.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Alongside.Features.Circle.Pages;

/// <summary>How rounds are called, what was done, and the file of a lot; sentences are translation keys.</summary>
internal static class MeetingSaid
{
    public const string LotAddress = "/circle/meetings/{number:int}/lot.json";

    public static string Name(this RoundKind kind) => kind switch
    {
        RoundKind.Presenting => Sentence.Of("Presenting"),
        RoundKind.Questions => Sentence.Of("Questions"),
        RoundKind.Reactions => Sentence.Of("Reactions"),
        _ => Sentence.Of("Objections"),
    };

    public static string Meaning(this RoundKind kind) => kind switch
    {
        RoundKind.Presenting => Sentence.Of("Somebody says what it is about. Whoever wants to speak joins the queue."),
        RoundKind.Questions => Sentence.Of("Whoever didn’t understand something asks. Opinions wait."),
        RoundKind.Reactions => Sentence.Of("Each of us once, in turn: what it does to me."),
        _ => Sentence.Of("Each of us once, in turn: whether I see a harm in it."),
    };

    public static string? Done(string done) => done switch
    {
        "called" => Sentence.Of("We are called together. Everybody finds it on their day."),
        "off" => Sentence.Of("It is called off."),
        "point" => Sentence.Of("It is on the agenda."),
        "announced" => Sentence.Of("The lot is announced. From here on nobody can choose who is drawn."),
        "drawn" => Sentence.Of("It is drawn, and nobody draws again. Whoever can’t this time says so, and the next one is asked."),
        "declined" => Sentence.Of("That is fine. Whoever comes next is asked."),
        "taken" => Sentence.Of("Thank you. You facilitate this meeting."),
        "round" => Sentence.Of("The round is open."),
        "ended" => Sentence.Of("The round is over."),
        "raised" => Sentence.Of("You are in the queue."),
        "passed" => Sentence.Of("You pass. That is an answer, too."),
        "spoken" => Sentence.Of("Noted. The next one speaks."),
        "looked" => Sentence.Of("This is how it stands now."),
        "task-taken" => Sentence.Of("It is yours now, and stands on your day until you say that it is done."),
        "task-back" => Sentence.Of("It is nobody’s now. Any of us can take it."),
        "task-done" => Sentence.Of("Done. Thank you."),
        _ => null,
    };

    /// <summary>As a number between nothing and a thousand; 0 where it is none, which every rule refuses.</summary>
    public static int Minutes(string? typed) => int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes < 1000 ? minutes : 0;

    /// <summary>The lot as a file that anybody can recompute it from; null before it is announced.</summary>
    public static byte[]? FileOf(MeetingRead read)
    {
        if (read.Gathering.Lot is not { } lot) return null;
        var labels = lot.Announced.Entrants.ToDictionary(e => new PersonId(e.Person), e => e.Label);
        return new SortitionFile(SortitionFile.MethodName, lot.Announced.Code, read.SaidAt(lot.Fact), InstantPattern.ExtendedIso.Format(lot.At), [.. labels.Values], 1,
            lot.DrawnBy is { } drawn ? read.SaidAt(drawn) : null, [.. lot.Order.Take(1).Select(o => labels[o])])
        { From = lot.Announced.From }.Write();
    }

    /// <summary>A time as it was typed, by the practice's clock.</summary>
    /// <param name="typedDay">As 2026-11-24.</param>
    /// <param name="typedHour">As 16:30.</param>
    /// <param name="under">What the names of both fields begin with, before "Day" and "Hour".</param>
    public static Outcome<LocalDateTime> Time(string? typedDay, string? typedHour, string under = "")
    {
        var day = LocalDatePattern.Iso.Parse(typedDay ?? "");
        if (!day.Success) return string.IsNullOrWhiteSpace(typedDay) ? new Refusal($"Please choose a day.") { Field = $"{under}Day" } : new Refusal($"Please write the day as 2026-11-24.") { Field = $"{under}Day" };
        var hour = LocalTimePattern.CreateWithInvariantCulture("H:mm").Parse((typedHour ?? "").Replace('h', ':').Replace(" ", "", StringComparison.Ordinal));
        if (!hour.Success) return string.IsNullOrWhiteSpace(typedHour) ? new Refusal($"Please choose an hour.") { Field = $"{under}Hour" } : new Refusal($"Please write the hour as 16:30.") { Field = $"{under}Hour" };
        return day.Value + hour.Value;
    }
}
