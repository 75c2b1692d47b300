using System.Reflection;
using OrleansRetro.EventSourcing;
using OrleansRetro.Retros;

namespace OrleansRetro.Tests.Architecture;

/// <summary>What may be asked of grains.</summary>
public sealed class Contracts
{
    /// <summary>Asked before anybody is anybody here, or by a grain of a grain; each answers no more than its argument proves.</summary>
    static readonly string[] AskedByNobody =
    [
        "IRetroGrain.Start", "IRetroGrain.Join", "IRetroGrain.Preview", "IRetroGrain.Previous", "IRetroGrain.FindSeat", "IRetroGrain.FindLink",
        "IInviteGrain.Retro", "IPmGrain.Name", "IPmGrain.ReadCalendar", "ITeamGrain.Preview", "ITeamGrain.ReadCalendar", "IReadinessGrain.Probe",
    ];

    static IEnumerable<MethodInfo> Methods => typeof(IRetroGrain).Assembly.GetTypes()
        .Where(type => type.IsInterface && type.IsPublic && type.IsAssignableTo(typeof(IGrain))).SelectMany(type => type.GetMethods());

    static string Name(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    [Fact]
    public void Every_question_says_who_asks() =>
        Assert.Equal(AskedByNobody.Order(), Methods.Where(method => method.GetParameters().FirstOrDefault()?.ParameterType != typeof(Caller)).Select(Name).Order());

    [Fact]
    public void No_name_on_the_wire_hangs_on_the_name_of_a_type_or_method()
    {
        Assert.All(Methods, method => Assert.Equal(method.Name, method.GetCustomAttribute<AliasAttribute>()?.Alias));
        Assert.All(Methods.Select(method => method.DeclaringType!).Distinct(), contract => Assert.NotNull(contract.GetCustomAttribute<AliasAttribute>()));
        Assert.All(OnTheWire, type => Assert.NotNull(type.GetCustomAttribute<AliasAttribute>(inherit: false)));
    }

    [Fact]
    public void No_two_things_on_the_wire_have_the_same_name() =>
        Assert.Distinct(OnTheWire.Select(type => type.GetCustomAttribute<AliasAttribute>(inherit: false)!.Alias));

    /// <summary>A person's id is for the server: what a page or a program may see of a retro has none.</summary>
    [Fact, Trait("Row", "R10")]
    public void What_everybody_may_see_of_a_retro_has_no_place_for_a_person() =>
        Assert.Empty(
            from type in Seen
            from inside in Inside(type, [])
            where inside == typeof(PersonId) || inside == typeof(SeatToken) || inside == typeof(EditKey)
            select $"{type.Name}: {inside.Name}");

    static IEnumerable<Type> Seen =>
        [typeof(Board), typeof(Room), typeof(Seat), typeof(BoardUpdate), .. typeof(BoardChange).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(BoardChange)))];

    static IEnumerable<Type> OnTheWire => typeof(IRetroGrain).Assembly.GetTypes()
        .Where(type => type.Namespace?.StartsWith("OrleansRetro", StringComparison.Ordinal) is true && type.GetCustomAttribute<GenerateSerializerAttribute>(inherit: false) is not null);

    static HashSet<Type> Inside(Type type, HashSet<Type> seen)
    {
        foreach (var part in type.GetProperties().Select(property => property.PropertyType).SelectMany(part => part.IsGenericType ? [part, .. part.GetGenericArguments()] : new[] { part }))
        {
            if (seen.Add(part) && part.Assembly == typeof(IRetroGrain).Assembly)
                Inside(part, seen);
            foreach (var argument in part.IsGenericType ? part.GetGenericArguments() : [])
                Inside(argument, seen);
        }
        return seen;
    }
}
