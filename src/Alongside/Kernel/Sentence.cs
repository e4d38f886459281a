namespace Alongside.Kernel;

/// <summary>
/// Marks an English sentence that is said to people from a list or a rule, where no page names it in so many words,
/// so that the test over the translations finds it.
/// </summary>
public static class Sentence
{
    /// <returns>The sentence itself, which is its translation key.</returns>
    public static string Of(string english) => english;
}
