using OrleansRetro.Teams;

namespace OrleansRetro.Layout;

/// <summary>One way from the rail into the house.</summary>
/// <param name="Key">Its word is <c>nav.{key}</c>.</param>
/// <param name="Address">Where it leads somebody who looks at this team.</param>
/// <param name="Home">What its pages' addresses begin with.</param>
/// <param name="InSwitcher">On a phone it is in the team switcher instead.</param>
public sealed record RoomEntry(string Key, string Icon, string Home, Func<TeamId?, string> Address, bool InSwitcher = false);

/// <summary>The rooms of the house in their order; what isn't built isn't here.</summary>
public static class Rooms
{
    public static IReadOnlyList<RoomEntry> All { get; } =
    [
        new("home", "i-home", "/home", _ => "/home"),
        new("team", "i-people", "/teams", team => team is { } id ? $"/teams/{id}" : "/teams", InSwitcher: true),
        new("promises", "i-promise", "/promises", _ => "/promises"),
        new("retros", "i-loop", "/retros", _ => "/retros"),
    ];
}
