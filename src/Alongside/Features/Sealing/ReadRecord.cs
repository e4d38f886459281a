using Alongside.Kernel;
using NodaTime;

namespace Alongside.Features.Sealing;

/// <summary>A record as anybody can read it who knows nothing of its kind.</summary>
/// <param name="Kind">Of which kind.</param>
/// <param name="At">When it was sealed.</param>
/// <param name="Author">By whom.</param>
/// <param name="Said">What it says, by the names of its parts.</param>
public sealed record ReadRecord(string Kind, Instant At, ActorId Author, IReadOnlyList<(string Part, string Text)> Said);
