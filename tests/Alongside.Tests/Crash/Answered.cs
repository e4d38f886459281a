namespace Alongside.Tests.Crash;

/// <summary>What people were told is done. Each list is written by one of those at work.</summary>
internal sealed class Answered
{
    public List<string> Notes { get; } = [];
    public List<Guid> Charges { get; } = [];
    public List<int> Payments { get; } = [];
    public List<(string Text, Dictionary<string, string> Cookies)> Requests { get; } = [];

    public void MoveTo(Answered other)
    {
        other.Notes.AddRange(Notes);
        other.Charges.AddRange(Charges);
        other.Payments.AddRange(Payments);
        other.Requests.AddRange(Requests);
        Notes.Clear();
        Charges.Clear();
        Payments.Clear();
        Requests.Clear();
    }
}
