using NodaTime;

namespace Alongside.Features.Circle;

/// <summary>An agreement as it holds at a time, and since when by which decision.</summary>
public sealed record InForce<T>(T Value, Instant Since, int Decision, int Number);
