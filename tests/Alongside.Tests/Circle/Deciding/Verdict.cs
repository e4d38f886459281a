using Alongside.Features.Circle.Deciding;
using Alongside.Kernel;

namespace Alongside.Tests.Circle.Deciding;

/// <summary>What the model said to an act.</summary>
internal static class Verdict
{
    public static void Allowed(Outcome<Fact[]> outcome)
    {
        Assert.Null(outcome.Refusal);
        Assert.NotEmpty(outcome.Value);
    }

    public static void Refused(string because, Outcome<Fact[]> outcome) =>
        Assert.Contains(because, outcome.Refusal?.ToString() ?? "it was allowed", StringComparison.Ordinal);
}
