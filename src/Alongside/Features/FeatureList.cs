namespace Alongside.Features;

/// <summary>
/// The one list of features, in the one order: each may lean on those above it, never on those below.
/// A test over the compiled assembly keeps it, and knows no other list.
/// </summary>
public static class FeatureList
{
    /// <summary>The names of the folders in Features/; one that isn't there yet keeps its place.</summary>
    public static IReadOnlyList<string> Order { get; } =
    [
        "Sealing", "People", "Circle", "Consents", "Post", "Tending", "Calendar", "Solidarity", "Welcome", "Crisis", "Records", "Demands",
        "Learning", "Repair", "Naming", "Accountability",
    ];

    public static IReadOnlyList<Feature> All { get; } =
    [
        Sealing.SealingFeature.Feature,
        People.PeopleFeature.Feature,
        Circle.CircleFeature.Feature,
        Consents.ConsentsFeature.Feature,
        Post.PostFeature.Feature,
        Calendar.CalendarFeature.Feature,
        Solidarity.SolidarityFeature.Feature,
        Welcome.WelcomeFeature.Feature,
        Crisis.CrisisFeature.Feature,
        Records.RecordsFeature.Feature,
        Demands.DemandsFeature.Feature,
    ];
}
