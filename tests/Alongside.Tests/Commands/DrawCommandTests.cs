namespace Alongside.Tests.Commands;

[Trait("Kind", "Process")]
public sealed class DrawCommandTests : IDisposable
{
    private const string Whole = """
        {"method":"sortition","code":"000102030405060708090a0b0c0d0e0f","source":"Numbers that we read out","announced":"2026-11-28T10:00:00Z",
        "candidates":["Nkechi Adeyemi","Amina Warsame","Sione Taufa","Zoë"],"seats":1,"randomness":"17 4 33","drawn":["Nkechi Adeyemi"]}
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("alongside-draw").FullName;

    [Fact]
    public async Task A_lot_that_agrees_says_so_and_in_which_order_all_were_drawn() => Assert.Equal(
        (0, "1. Nkechi Adeyemi  drawn\n2. Amina Warsame\n3. Zoë\n4. Sione Taufa\n\nIt agrees. Drawn: Nkechi Adeyemi\n", ""), await Verify(Whole));

    [Fact]
    public async Task A_lot_that_does_not_agree_says_who_should_have_been_drawn()
    {
        var (code, said, _) = await Verify(Whole.Replace("drawn\":[\"Nkechi Adeyemi\"]", "drawn\":[\"Zoë\"]", StringComparison.Ordinal));
        Assert.Equal(1, code);
        Assert.EndsWith("It doesn't agree. The file says Zoë; drawn should have been: Nkechi Adeyemi\n", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "}", "Line 1, at $")]
    [InlineData("\"sortition\"", "\"dice\"", "this file says another")]
    [InlineData("0d0e0f", "0d0e", "32 digits")]
    [InlineData("0d0e0f", "0d0E0F", "32 digits")]
    [InlineData("\"seats\":1", "\"seats\":5", "From one to 4 of them can be drawn")]
    [InlineData("\"seats\":1", "\"seats\":2", "2 are to be drawn, and this file names 1.")]
    [InlineData("\"seats\":1", "\"seats\":1,\"winner\":\"Zoë\"", "at $.winner")]
    [InlineData("\"seats\":1", "\"seats\":1,\"seats\":1", "isn’t written as the file of a lot is")]
    [InlineData("\"seats\":1,", "", "isn’t written as the file of a lot is")]
    [InlineData("\"17 4 33\"", "null", "announced, and not drawn yet")]
    [InlineData("\"17 4 33\"", "\" \"", "exactly as it stands there")]
    [InlineData("\"Amina Warsame\"", "\"Zoe\u0308\"", "the same name")]
    [InlineData("\"Amina Warsame\"", "null", "A name is missing.")]
    [InlineData("\"Amina Warsame\"", "\"\\ud800\"", "")]
    public async Task What_is_malformed_is_refused_with_its_reason(string said, string instead, string why)
    {
        var (code, text, error) = await Verify(Whole.Replace(said, instead, StringComparison.Ordinal));
        Assert.Equal((1, ""), (code, text));
        Assert.Contains(why, error, StringComparison.Ordinal);
        Assert.DoesNotContain("Something broke", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_refused()
    {
        Assert.Contains("There is no file", (await Executable.Run("draw", "sortition", "--verify", Path.Combine(folder, "none.json"))).Error, StringComparison.Ordinal);
        Assert.Contains("is a folder", (await Executable.Run("draw", "sortition", "--verify", folder)).Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<(int Code, string Out, string Error)> Verify(string text)
    {
        var file = Path.Combine(folder, "lot.json");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        var (code, said, error) = await Executable.Run("draw", "sortition", "--verify", file);
        return (code, said, error);
    }
}
