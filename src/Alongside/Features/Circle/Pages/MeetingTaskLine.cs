using Alongside.Features.Circle.Meetings;
using Alongside.Kernel;
using Alongside.Site;

namespace Alongside.Features.Circle.Pages;

/// <summary>Who has a task, and by when.</summary>
internal static class MeetingTaskLine
{
    public static string Of(MeetingTask task, MeetingLooked looked, Words T) => Of(task, looked.NameOf, T);

    public static string Of(MeetingTask task, Func<PersonId, string> nameOf, Words T) => string.Join(" · ", Parts(task, nameOf, T));

    private static IEnumerable<string> Parts(MeetingTask task, Func<PersonId, string> nameOf, Words T)
    {
        yield return task.Holder is { } holder ? nameOf(holder) : T["nobody has it yet"];
        if (task.DoneAt is { } done) yield return T["done on {0}", T.Said.Date(done)];
        else if (task.Due is { } due) yield return T["by {0}", T.Said.Date(due)];
    }
}
