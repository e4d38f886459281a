using Alongside.Features.Calendar.Booking;
using Alongside.Features.Calendar.Pages;
using Alongside.Features.Circle.Gate;
using Alongside.Features.Post.Doors;
using Alongside.Kernel;
using Alongside.Site;

namespace Alongside.Features.Calendar;

public static class CalendarFeature
{
    public static Feature Feature { get; } = new("Calendar")
    {
        Stores = CalendarStores.All,
        Nav =
        [
            new("Calendar", Sentence.Of("Calendar"), "/calendar", ForMembers: true),
            new("Calendar", Sentence.Of("My appointments"), "/my-appointments", ForClients: true),
        ],
        Parts =
        [
            new(Home.Today, typeof(SessionsToday), -20),
            new(Home.MyCare, typeof(NextSession), -20),
        ],
        Services = services => services.AddScoped<Openings>().AddScoped<Appointments>().AddScoped<IFollowLeaving, CalendarFollowsLeaving>().AddScoped<IKnowWhoIsInCare, CalendarKnowsWhoIsInCare>()
            .AddScoped<IFollowAppointments, MailFollows>().AddScoped<IOweMail, MailFollows>(),
    };
}
