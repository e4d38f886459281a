using Alongside.Kernel;

namespace Alongside.Tests.Kernel;

public class LineEndsTests
{
    [Theory]
    [InlineData("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour")]
    [InlineData("\r\n\r\n", "\n\n")]
    [InlineData("a\u2028b\u2029c\fd\u0085e\ve", "a\u2028b\u2029c\fd\u0085e\ve")]
    [InlineData(null, "")]
    public void What_a_form_sends_at_the_end_of_a_line_becomes_one_sign_and_nothing_else_changes(string? typed, string kept) => Assert.Equal(kept, LineEnds.Plain(typed));
}
