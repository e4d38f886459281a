using Alongside.Features.Circle.Doors;
using Alongside.Features.Circle.Meetings;
using Alongside.Kernel;
using Microsoft.AspNetCore.Components;
using NodaTime;

namespace Alongside.Features.Circle.Pages;

/// <summary>A meeting as one member looks at it.</summary>
/// <param name="Read">All of it.</param>
/// <param name="Names">The names that members work or worked under.</param>
/// <param name="Me">Who looks.</param>
/// <param name="Now">When.</param>
public sealed record MeetingLooked(MeetingRead Read, IReadOnlyDictionary<PersonId, string> Names, PersonId Me, Instant Now)
{
    public Gathering Gathering => Read.Gathering;

    public Meeting Meeting => Read.Meeting;

    public string Address => AddressOf(Meeting.Number);

    public PersonId? Facilitator => Gathering.FacilitatorAt(Now);

    /// <summary>Is it on, or can it be before long, so that somebody speaks?</summary>
    public bool IsOn => Gathering.CalledOffAt is null && Now >= Meeting.StartsAt - Gathering.Early && Now < Meeting.EndsAt + Gathering.Late;

    public string NameOf(PersonId person) => Names.GetValueOrDefault(person, "");

    public static string AddressOf(int number) => $"/circle/meetings/{number}";
}

/// <summary>A part of a meeting's page.</summary>
public abstract class MeetingPart : ActingPart
{
    [CascadingParameter] public MeetingLooked Looked { get; set; } = default!;

    [SupplyParameterFromForm] public MeetingTyped? Form { get; set; }

    [Inject] protected MeetingBook Book { get; set; } = default!;

    protected override string Address => Looked.Address;

    /// <param name="done">Which sentence: see <see cref="MeetingSaid"/>.</param>
    /// <param name="words">What was said along.</param>
    /// <param name="act">What is asked of the model.</param>
    protected Task Act(string done, string? words, Func<Gathering, Instant, Outcome<Happening[]>> act) =>
        Do(done, Book.Act(Keyring, Looked.Meeting.Number, LineEnds.Plain(words), act, Context.RequestAborted));
}

/// <summary>What was typed into any of its forms.</summary>
public sealed class MeetingTyped
{
    public string? Source { get; set; }
    public string? FromDay { get; set; }
    public string? FromHour { get; set; }
    public string? Randomness { get; set; }
    public int? Round { get; set; }
    public int? Point { get; set; }
    public string? Kind { get; set; }
    public Guid? Who { get; set; }
    public string? Title { get; set; }
    public string? Minutes { get; set; }
}
