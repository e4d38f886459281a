using CsCheck;

namespace Alongside.Tests.Site.Paper;

/// <summary>Names that nobody has and somebody could: up to 200 characters as people count them, of several scripts.</summary>
internal static class SomeNames
{
    private static readonly string[] latin = ["a", "ẹ", "ẹ́", "ọ̀", "Ṣ", "ễ", "ị", "Ánh", "W", "fi", "ffl", "ß", "Ł", "e\u0323\u0301", "o\u0323\u0300", "n\u0303", "’", "-", "."];
    private static readonly string[] arabic = ["م", "ح", "مُ", "لا", "لأ", "بّ", "ي", "ى", "ة", "ء", "ؤ", "پ", "گ", "ۀ", "\uFDFD", "ﷲ"];
    private static readonly string[] han = ["欧", "阳", "建", "国", "金", "さ", "ん", "、", "（", "）", "·"];
    private static readonly string[] shared = [" ", " ", " ", "1", "23", "(", ")", ",", "/", "\u00A0", "\u200D", "\u200F", "\u202B", "\u2067", "\u2069"];

    public static Gen<string> Any { get; } = Gen.OneOf(
        Of(latin), Of(arabic), Of(han), Of([.. latin, .. shared]), Of([.. arabic, .. shared]), Of([.. latin, .. arabic, .. han, .. shared]));

    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<string> Of(string[] letters) => OneOf(letters).Array[1, 200].Select(string.Concat);
}
