namespace Alongside.Tests.Floors;

internal static class Offences
{
    /// <summary>Fails with every offence on a line of its own, where xunit would shorten the list.</summary>
    public static void None(IEnumerable<string> offences)
    {
        var all = offences.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }
}
