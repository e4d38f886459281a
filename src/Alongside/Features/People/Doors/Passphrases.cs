using Alongside.Kernel;

namespace Alongside.Features.People.Doors;

internal static class Passphrases
{
    public static readonly Refusal Differ = new($"The two passphrases differ. Please type them once more; nothing has been made yet.") { Field = "Again" };
}
