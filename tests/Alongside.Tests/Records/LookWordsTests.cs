using System.Text.RegularExpressions;
using Alongside.Features.Records;
using Alongside.Features.Records.Pages;
using Alongside.Features.Sealing;
using Alongside.Kernel;
using Alongside.Tests.Floors;
using Alongside.Tests.Site;
using NodaTime;

namespace Alongside.Tests.Records;

/// <summary>The log speaks plainly of whatever can stand in it about somebody.</summary>
public partial class LookWordsTests
{
    private static readonly PersonId Me = new(Guid.Parse("00000000-0000-0000-0000-00000000000a"));

    // They concern the practice: no line of them is about a person, and none is shown to one.
    private static readonly HashSet<string> ofThePractice =
    [
        "call meeting", "clock confirmed", "council offer", "council seat", "council steps down", "council term ends", "deliberate", "demand", "emergency", "emergency settled", "enact", "erasing opens",
        "escrow share printed", "escrow share shown", "facilitator word", "found", "founder joins", "founding text changed", "invitation taken back", "invite", "invite member",
        "mail put aside", "meet", "member invitation taken back", "member joins", "member leaves", "money", "nothing is erased", "propose", "review opens", "sign", "stand-in ended", "stand-in named", "version",
        LogActs.EscrowKey, LogActs.Backup, LogActs.Restore, LogActs.Move, LogActs.BackupProven,
        LogActs.KeeperCame, LogActs.EscrowTried, LogActs.EscrowAnew,
    ];

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public void Each_act_that_is_written_down_about_a_person_has_a_plain_sentence(string language)
    {
        var words = new LookWords(Speaking.In(language), Me, default, new Dictionary<PersonId, string>(), new Dictionary<PermissionId, Permission>(), new Dictionary<ActorId, string>());
        var acts = Written().ToHashSet(StringComparer.Ordinal);
        Assert.True(acts.Count > 30, "The walk saw hardly any acts.");
        var unsaid = acts.Where(act => !ofThePractice.Contains(act) && !LogActs.IsMachinery(act))
            .Where(act => words.Told(Line(act, Me.Actor)) is not { Length: > 0 } mine || mine == act || words.Told(Line(act, new(Guid.NewGuid()))) is not { Length: > 0 } theirs || theirs == act);
        Offences.None(unsaid.Select(act => $"“{act}” has no sentence in LookWords"));
    }

    [Fact]
    public void What_never_is_about_a_person_is_written_down_about_none()
    {
        var about = Logged().Where(call => call.Contains("ubject", StringComparison.Ordinal)).SelectMany(Acts);
        Offences.None(about.Where(ofThePractice.Contains).Select(act => $"“{act}” is about somebody and has no sentence"));
    }

    [Fact]
    public void Each_kind_of_folder_is_said_otherwise_than_by_its_name()
    {
        var words = new LookWords(Speaking.In("en"), Me, default, new Dictionary<PersonId, string>(), new Dictionary<PermissionId, Permission>(), new Dictionary<ActorId, string>());
        Assert.All(Enum.GetValues<Category>(), category => Assert.DoesNotContain($"{category}", words.What(category), StringComparison.Ordinal));
    }

    private static Look Line(string act, ActorId by) => new(1, Instant.FromUtc(2026, 5, 2, 10, 0), act, by, Purpose.Own, Category.Notes, null, null);

    private static IEnumerable<string> Written() => Logged().SelectMany(Acts)
        .Concat(typeof(LogActs).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!));

    private static IEnumerable<string> Logged() => Repository.Files("src/Alongside/Features", ".cs", ".razor").Concat(Repository.Files("src/Alongside/Commands", ".cs"))
        .SelectMany(path => Calls().Matches(Repository.Read(path)).Select(m => m.Value));

    // The literals before the first comma that isn't within them: “"permit"”, “handsBack ? "hand back" : "withdraw"”.
    private static IEnumerable<string> Acts(string call) => Literals().Matches(First().Match(call).Value).Select(m => m.Groups["act"].Value);

    [GeneratedRegex(@"\b(work|Work)\.Log\([^;]*;", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Calls();

    [GeneratedRegex(@"\.Log\((""[^""]*""|[^,""])*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex First();

    [GeneratedRegex(@"""(?<act>[^""]*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literals();
}
