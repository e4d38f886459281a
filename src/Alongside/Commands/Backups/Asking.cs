using System.Text;
using Alongside.Kernel;

namespace Alongside.Commands.Backups;

/// <summary>Asks in the terminal, or takes the next line of standard input. What is secret is never shown while it is typed.</summary>
internal static class Asking
{
    /// <summary>How often somebody may mistype; who pipes the answer in has one go.</summary>
    public static int Tries => Console.IsInputRedirected ? 1 : 3;

    public static string? For(string question)
    {
        Console.Write($"{question} ");
        return Console.IsInputRedirected ? Piped() : Console.ReadLine();
    }

    public static string? ForSecret(string question)
    {
        Console.Write($"{question} ");
        if (Console.IsInputRedirected) return Piped();
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar)) typed.Append(key.KeyChar);
        }
        Console.WriteLine();
        return typed.ToString();
    }

    /// <summary>Refuses to say a secret where no terminal forgets it; null where somebody took that upon themselves.</summary>
    public static Refusal? WouldBeKept(bool piped) => Console.IsOutputRedirected && !piped
        ? new($"The words would go where this output goes, into a file or a log, and stay there. Run this in a terminal; or add --piped, if nothing keeps what is said.")
        : null;

    // Nobody presses Enter there, so the line of the question is ended here.
    private static string? Piped()
    {
        Console.WriteLine();
        return Console.ReadLine();
    }
}
