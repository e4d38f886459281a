using Alongside.Kernel;

namespace Alongside.Features.Calendar;

public readonly record struct AppointmentId(Guid Value) : IId<AppointmentId>
{
    public static AppointmentId From(Guid value) => new(value);
}

public readonly record struct OpeningId(Guid Value) : IId<OpeningId>
{
    public static OpeningId From(Guid value) => new(value);
}
