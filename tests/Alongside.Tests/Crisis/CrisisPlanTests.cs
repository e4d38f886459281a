using Alongside.Features.Crisis;

namespace Alongside.Tests.Crisis;

public class CrisisPlanTests
{
    [Fact]
    public void Each_part_of_the_plan_is_asked_for_by_one_prompt_that_reads_it_and_says_why_and_what_a_blank_does()
    {
        var parts = typeof(CrisisPlan).GetProperties().Where(p => p.CanWrite).ToList();
        Assert.Equal(parts.Select(p => p.Name), CrisisPrompt.All.Select(p => p.Name));
        foreach (var (part, prompt) in parts.Zip(CrisisPrompt.All))
        {
            var plan = new CrisisPlan();
            Assert.Null(prompt.Answer(plan));
            part.SetValue(plan, "said here");
            Assert.Equal("said here", prompt.Answer(plan));
            Assert.Equal(plan, plan.Tidy().Value);
            Assert.All([prompt.Title, prompt.Hint, prompt.Why, prompt.Blank], text => Assert.NotEmpty(text));
        }
    }

    [Fact]
    public void What_is_too_long_or_says_nothing_is_refused_and_a_line_ends_in_one_way()
    {
        Assert.NotNull(new CrisisPlan().Tidy().Refusal);
        Assert.NotNull(new CrisisPlan { Helps = " \r\n " }.Tidy().Refusal);
        Assert.NotNull(new CrisisPlan { CallNot = new('x', CrisisPlan.Longest + 1) }.Tidy().Refusal);
        Assert.Equal(new CrisisPlan { Helps = "tea\nthen quiet" }, new CrisisPlan { Helps = "tea\r\nthen quiet ", Call = "  " }.Tidy().Value);
    }
}
