using Alongside.Kernel;

namespace Alongside.Features.Welcome.Pages;

/// <summary>
/// One step's answers as they were sent; those of other steps stay as they are in the draft. Where nothing was ticked,
/// nothing is sent, and the list is null.
/// </summary>
public sealed class Typed
{
    public const int Steps = 5;

    public string? Brings { get; set; }
    public string? Used { get; set; }
    public string? Pronouns { get; set; }
    public string? Voicemail { get; set; }
    public string? Phone { get; set; }
    public string? Text { get; set; }
    public string? Email { get; set; }
    public string? Hours { get; set; }
    public string? SafeWords { get; set; }
    public string? Not { get; set; }
    public string? Languages { get; set; }
    public string? Access { get; set; }
    public string? Wishes { get; set; }
    public List<string>? Times { get; set; }
    public List<string>? Ways { get; set; }
    public List<string>? Circumstances { get; set; }
    public List<Guid>? ShutOut { get; set; }
    public string? Do { get; set; }

    /// <summary>The draft with this step's answers in it.</summary>
    public AskDraft Into(AskDraft draft, int step) => Answers(draft, step) with { Step = GoesOnAt(step) };

    /// <summary>The step that comes after this one, or before it, or the same where it is only kept.</summary>
    public int GoesOnAt(int step) => Math.Clamp(Do switch { "back" => step - 1, "save" => step, _ => step + 1 }, 1, Steps);

    private AskDraft Answers(AskDraft draft, int step) => step switch
    {
        1 => draft with { Brings = Lines(Brings) },
        2 => draft with { Used = Used, Pronouns = Pronouns, Voicemail = Voicemail, Phone = Phone, Text = Text, Email = Email, Hours = Hours, SafeWords = SafeWords, Not = Not },
        3 => draft with { Languages = Languages, Access = Access, Times = Times ?? [], Ways = Ways ?? [], Wishes = Lines(Wishes) },
        4 => draft with { Circumstances = Circumstances ?? [], ShutOut = ShutOut ?? [] },
        _ => draft,
    };

    private static string? Lines(string? text) => text is null ? null : LineEnds.Plain(text);
}
