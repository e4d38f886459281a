using Alongside.Features.Calendar.Booking;
using Alongside.Features.Calendar.Forms;
using Alongside.Features.Calendar.Pages;
using Alongside.Features.Circle;
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
        // What is offered is what held before anybody could agree on it: nothing is asked.
        Agreements = [AgreementKind.Of(Cancellation.KindName, Sentence.Of("Calling off a session"), () => Cancellation.Offered, typeof(CancellationForm)) with { HoldsUndecided = true }],
        Services = services => services.AddScoped<Openings>().AddScoped<Appointments>().AddScoped<IFollowLeaving, CalendarFollowsLeaving>().AddScoped<IKnowWhoIsInCare, CalendarKnowsWhoIsInCare>()
            .AddScoped<IFollowAppointments, MailFollows>().AddScoped<IOweMail, MailFollows>(),
    };
}
