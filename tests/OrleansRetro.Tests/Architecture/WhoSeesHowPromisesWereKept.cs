using System.Reflection;
using OrleansRetro.Commitments;
using OrleansRetro.EventSourcing;
using OrleansRetro.Partnerships;
using OrleansRetro.Pms;
using OrleansRetro.Teams;

namespace OrleansRetro.Tests.Architecture;

/// <summary>What can't be asked can't leak: no method of any grain answers how somebody kept their promises but to themselves, or to whoever they show it.</summary>
[Trait("Row", "T15")]
public sealed class WhoSeesHowPromisesWereKept
{
    static readonly Type[] OfOnePerson = [typeof(KeepRate), typeof(KeepRecord), typeof(ShownRate), typeof(KeptMonth), typeof(SizedRate)];

    static IEnumerable<MethodInfo> All => typeof(ITeamGrain).Assembly.GetTypes().Where(type => type.IsInterface && type.IsAssignableTo(typeof(IGrain))).SelectMany(type => type.GetMethods());

    static string[] Answering(params Type[] wanted) =>
        [.. All.Where(method => Parts(method.ReturnType, []).Overlaps(wanted)).Select(method => $"{method.DeclaringType!.Name}.{method.Name}").Order(StringComparer.Ordinal)];

    [Fact]
    public void Three_answers_have_it_and_none_asks_for_another_person()
    {
        string[] known =
        [
            $"{nameof(IPartnershipGrain)}.{nameof(IPartnershipGrain.Keeping)}", $"{nameof(IPartnershipGrain)}.{nameof(IPartnershipGrain.View)}",
            $"{nameof(IPmLedgerGrain)}.{nameof(IPmLedgerGrain.Record)}",
        ];
        Assert.Equal(known, Answering(OfOnePerson));
        Assert.All(All.Where(method => known.Contains($"{method.DeclaringType!.Name}.{method.Name}")), method => Assert.Equal([typeof(Caller)], method.GetParameters().Select(parameter => parameter.ParameterType)));
        Assert.Equal([Audience.Self], typeof(IPmLedgerGrain).GetMethod(nameof(IPmLedgerGrain.Record))!.GetCustomAttribute<ForAttribute>()!.Audiences);
    }

    [Fact]
    public void What_a_team_s_promises_came_to_names_nobody_and_takes_no_choice_of_people()
    {
        Type[] ofTheTeam = [typeof(QuarterKept), typeof(FollowThrough), typeof(ProvenPromises)];
        Assert.All(ofTheTeam, type => Assert.DoesNotContain(typeof(PersonId), Parts(type, [])));
        foreach (var method in All.Where(method => Parts(method.ReturnType, []).Overlaps(ofTheTeam)))
            Assert.All(method.GetParameters(), parameter => Assert.Contains(parameter.ParameterType, new[] { typeof(Caller), typeof(DateOnly) }));
    }

    /// <summary>Everything that a value of a type can hold.</summary>
    static HashSet<Type> Parts(Type type, HashSet<Type> known)
    {
        if (!known.Add(type))
            return known;
        foreach (var argument in type.GetGenericArguments())
            Parts(argument, known);
        if (type.GetElementType() is { } element)
            Parts(element, known);
        if (type.Namespace?.StartsWith("OrleansRetro", StringComparison.Ordinal) == true)
        {
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
                Parts(property.PropertyType, known);
        }
        return known;
    }
}
