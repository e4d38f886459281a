using System.Globalization;
using Alongside.Tests.Floors;
using Alongside.Tests.Site;

namespace Alongside.Tests.Security;

/// <summary>docs/security/abuse.csv names what could be done against keys and log, and what it says of tests is so.</summary>
public sealed class AbuseTests
{
    private static readonly List<string[]> all = [.. Repository.Read("docs/security/abuse.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(AccessTests.Cells)];

    [Fact]
    public void Each_of_the_41_cases_is_told_once_and_in_its_order()
    {
        Assert.Equal(["id", "case", "answer", "where"], all[0]);
        Assert.Equal(Enumerable.Range(1, 41).Select(i => i.ToString(CultureInfo.InvariantCulture)), all.Skip(1).Select(row => row[0]));
        Assert.All(all.Skip(1), row => Assert.NotEmpty(row[1]));
    }

    [Fact]
    public void Each_is_met_by_a_test_that_is_there_or_by_a_sentence_that_says_why_not() => Offences.None(all.Skip(1).SelectMany(AsvsTests.Wrong));
}
