using Alongside.Kernel;

namespace Alongside.Features.Circle;

/// <summary>One thing that the practice promises in public.</summary>
/// <param name="Promise">In one sentence.</param>
/// <param name="More">What that means in practice.</param>
public sealed record Commitment(string Promise, string More);

/// <summary>What this practice commits to, on its front page.</summary>
public sealed record Commitments(IReadOnlyList<Commitment> Promises) : Agreement
{
    public const int Most = 12;

    public static Commitments Offered { get; } = new(
    [
        new(Sentence.Of("You choose your fee. Nobody asks you to prove anything."),
            Sentence.Of("If your means change next month, change it. Your therapist is paid the same and cannot tell.")),
        new(Sentence.Of("Whoever is most impacted comes first."),
            Sentence.Of("The order is agreed by all of us and published. Anyone waiting can see why they are where they are.")),
        new(Sentence.Of("We do not call police on people in crisis."),
            Sentence.Of("We make a plan with you beforehand: who to ring, who never to ring, what helps.")),
        new(Sentence.Of("What you tell us opens only with your yes."),
            Sentence.Of("You see each time somebody looked. You can take your yes back with one click, without a reason.")),
        new(Sentence.Of("Nobody here is in charge of the rest."),
            Sentence.Of("What may change, changes only when we decide it together, and you can read what was decided.")),
    ]);

    public override Refusal? Check()
    {
        if (Promises.Count > Most) return new($"More than {Most} promises are hard to keep. Please choose.");
        foreach (var (i, promise) in Promises.Index())
        {
            if (string.IsNullOrWhiteSpace(promise.Promise)) return new($"One of the promises says nothing. Please write it, or leave it out.") { Field = $"Promise.{i}" };
            if ((TooLong(promise.Promise, 200, $"Promise.{i}") ?? TooLong(promise.More, 600, $"More.{i}")) is { } refusal) return refusal;
        }
        return null;
    }

    public override IEnumerable<FormattableString> InWords()
    {
        if (Promises.Count == 0) yield return $"We promise nothing in public yet.";
        foreach (var promise in Promises)
            yield return promise.More.Length == 0 ? AsWritten(promise.Promise) : $"{AsWritten(promise.Promise)} {AsWritten(promise.More)}";
    }
}
